package io.tachograph.jobs.recompute;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of the times at which requests were sent.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record TimeRange(Instant from, Instant to) implements Serializable {
    /** @throws IllegalArgumentException when it is empty */
    public TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the range from " + from + " to " + to + " is empty");
        }
    }

    boolean contains(long millis) {
        return millis >= from.toEpochMilli() && millis < to.toEpochMilli();
    }

    boolean containsWhole(long startMillis, long endMillis) {
        return startMillis >= from.toEpochMilli() && endMillis <= to.toEpochMilli();
    }

    /** The range cut at each midnight of UTC, which no window crosses. */
    public List<TimeRange> days() {
        List<TimeRange> days = new ArrayList<>();
        long dayMillis = Duration.ofDays(1).toMillis();
        Instant start = from;
        while (start.isBefore(to)) {
            Instant midnight = Instant.ofEpochMilli((Math.floorDiv(start.toEpochMilli(), dayMillis) + 1) * dayMillis);
            Instant end = midnight.isBefore(to) ? midnight : to;
            days.add(new TimeRange(start, end));
            start = end;
        }
        return days;
    }
}
