package io.tachograph.jobs.recompute;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole days of UTC, by the times at which requests were sent. No window crosses a midnight, so windows of every length
 * lie whole in them: computed again together, a day never has fewer requests than its hours.
 *
 * @param from inclusive, a midnight
 * @param to exclusive, a later midnight
 */
public record TimeRange(Instant from, Instant to) implements Serializable {
    private static final Duration DAY = Duration.ofDays(1);

    /** @throws IllegalArgumentException when it is empty, or cuts a day */
    public TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the range from " + from + " to " + to + " is empty");
        }
        if (!isMidnight(from) || !isMidnight(to)) {
            throw new IllegalArgumentException("the range from " + from + " to " + to + " cuts a day of UTC");
        }
    }

    /** Whether a day of UTC begins then. */
    public static boolean isMidnight(Instant time) {
        return midnightBefore(time).equals(time);
    }

    /** The latest midnight of UTC that is not after a time. */
    public static Instant midnightBefore(Instant time) {
        long days = Math.floorDiv(time.getEpochSecond(), DAY.toSeconds());
        return Instant.ofEpochSecond(days * DAY.toSeconds());
    }

    boolean contains(long millis) {
        return millis >= from.toEpochMilli() && millis < to.toEpochMilli();
    }

    /** Each day by itself. */
    public List<TimeRange> days() {
        List<TimeRange> days = new ArrayList<>();
        for (Instant start = from; start.isBefore(to); start = start.plus(DAY)) {
            days.add(new TimeRange(start, start.plus(DAY)));
        }
        return days;
    }
}
