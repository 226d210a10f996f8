package io.tachograph.collectors.source.cloud;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.util.HashSet;
import java.util.Set;

/** The tokens by which a server tells of further pages, which must not go round in a circle or on for ever. Used by one thread. */
final class PageTokens {
    private static final int MOST_PAGES = 100;

    private final String place;
    private final Set<String> seen = new HashSet<>();

    /** @param place that sends the pages, for sentences */
    PageTokens(String place) {
        this.place = place;
    }

    /** @throws SourceException when the page of this token came before, or is one too many */
    void next(String token) throws SourceException {
        if (!seen.add(token)) {
            throw new SourceException(FailureKind.MALFORMED, place + " sends a page again: nothing of it counts");
        }
        if (seen.size() == MOST_PAGES) {
            throw new SourceException(
                    FailureKind.TOO_LARGE, place + " has more than " + MOST_PAGES + " pages: make catch-up smaller");
        }
    }
}
