package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went wrong with single containers: all others of a reading count. Thread-safe. */
final class Troubles {
    private static final int MOST_SAID = 3;

    private final List<String> sentences = new ArrayList<>();
    private @Nullable FailureKind kind;

    synchronized void add(ListedContainer container, FailureKind why, @Nullable String sentence) {
        sentences.add(Sentence.of(container.name()) + " " + sentence);
        kind = kind == null ? why : kind;
    }

    /** @throws SourceException when there are any: the first few, in a stable order */
    synchronized void raise() throws SourceException {
        if (kind != null) {
            Collections.sort(sentences);
            int more = sentences.size() - MOST_SAID;
            throw new SourceException(
                    kind,
                    "container " + String.join("; ", sentences.subList(0, Math.min(sentences.size(), MOST_SAID)))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
    }
}
