package io.tachograph.collectors.source.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole minutes.
 *
 * @param to exclusive
 */
record Minutes(Instant from, Instant to) {
    Minutes {
        if (!from.truncatedTo(ChronoUnit.MINUTES).equals(from)
                || !to.truncatedTo(ChronoUnit.MINUTES).equals(to)
                || !from.isBefore(to)) {
            throw new IllegalArgumentException("no whole minutes: " + from + " to " + to);
        }
    }

    boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    /** One after the other, each no longer than so. */
    List<Minutes> slices(Duration longest) {
        List<Minutes> slices = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(longest)) {
            Instant end = at.plus(longest);
            slices.add(new Minutes(at, end.isBefore(to) ? end : to));
        }
        return slices;
    }
}
