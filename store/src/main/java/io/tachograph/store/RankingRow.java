package io.tachograph.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models of one cell ranked by one metric over [windowEnd − window, windowEnd).
 *
 * @param metric {@code ttft}, {@code tpot}, {@code e2e}, {@code output_throughput} or {@code error_rate}
 * @param statistic {@code p50} for latencies, {@code value} for rates
 * @param unit {@code s}, {@code tokens/s} or {@code ratio}
 * @param origin origin of the cell's requests
 * @param promptBand prompt-length band of the cell's requests
 * @param streamed whether the cell's requests asked for streams
 * @param windowEnd exclusive
 * @param window how far back it looks, whole seconds
 * @param entries best first, then those without a rank
 */
public record RankingRow(
        String metric,
        String statistic,
        String unit,
        String origin,
        String promptBand,
        boolean streamed,
        Instant windowEnd,
        Duration window,
        List<Entry> entries) {
    /** @throws IllegalArgumentException when the window is not one or more whole seconds */
    public RankingRow {
        if (window.toSeconds() < 1 || window.toNanosPart() != 0) {
            throw new IllegalArgumentException("a ranking looks back whole seconds, not " + window);
        }
        entries = List.copyOf(entries);
    }

    /**
     * One model's place.
     *
     * @param model model name
     * @param rank standard competition rank, null below the sample minimum
     * @param value the statistic, null when there is none
     * @param mean arithmetic mean; for rates the value itself
     * @param sampleSize values behind the statistic
     * @param sampleMinimum values needed for a rank
     */
    public record Entry(
            String model,
            @Nullable Integer rank,
            @Nullable Double value,
            @Nullable Double mean,
            long sampleSize,
            long sampleMinimum) {
        /** @throws IllegalArgumentException when it has a rank but nothing to rank it by */
        public Entry {
            if (rank != null && (value == null || mean == null)) {
                throw new IllegalArgumentException("rank " + rank + " of " + model + " has no value or no mean");
            }
        }
    }
}
