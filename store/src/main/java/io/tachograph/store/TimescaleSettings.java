package io.tachograph.store;

import java.time.Duration;

/**
 * What the layout on TimescaleDB depends on. How long rows are kept is no part of it: that stands in the table
 * {@code tachograph.retention}.
 *
 * @param expectedTargets rows of one window: targets, times what their tenants, origins and prompt bands multiply them by
 * @param compressAfter age at which chunks become columnar; longer than what still changes rows in the ordinary course:
 *     allowed lateness and the longest replay. Rows that change later are written all the same, at more cost
 */
public record TimescaleSettings(int expectedTargets, Duration compressAfter) {
    /** A thousand targets; a replay of all that Kafka keeps of request timings, 3 days, and a day more. */
    public static final TimescaleSettings DEFAULT = new TimescaleSettings(1_000, Duration.ofDays(4));

    public TimescaleSettings {
        if (expectedTargets < 1) {
            throw new IllegalArgumentException("expectedTargets must be at least 1, not " + expectedTargets);
        }
        if (compressAfter.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("compressAfter must be at least an hour, not " + compressAfter);
        }
    }
}
