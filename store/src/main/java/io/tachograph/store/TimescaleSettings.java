package io.tachograph.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the layout on TimescaleDB depends on. How long rows are kept is no part of it: that stands in the table
 * {@code tachograph.retention}.
 *
 * @param expectedTargets rows of one window: targets, times what their tenants, origins and prompt bands multiply them
 *     by; null to leave the chunks of hypertables as they are, and to make new ones for {@link #USUAL_TARGETS}
 * @param compressAfter age at which chunks become columnar; longer than what still changes rows in the ordinary course:
 *     allowed lateness and the longest replay. Rows that change later are written all the same, at more cost
 */
public record TimescaleSettings(@Nullable Integer expectedTargets, Duration compressAfter) {
    /** What chunks are made for when nobody says otherwise. */
    public static final int USUAL_TARGETS = 1_000;

    /** Chunks as they are; a replay of all that Kafka keeps of request timings, 3 days, and a day more. */
    public static final TimescaleSettings DEFAULT = new TimescaleSettings(null, Duration.ofDays(4));

    public TimescaleSettings {
        if (expectedTargets != null && expectedTargets < 1) {
            throw new IllegalArgumentException("expectedTargets must be at least 1, not " + expectedTargets);
        }
        if (compressAfter.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("compressAfter must be at least an hour, not " + compressAfter);
        }
    }
}
