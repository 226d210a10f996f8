package io.tachograph.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models of one cell ranked by one metric over [windowEnd − window, windowEnd).
 *
 * @param metric {@code ttft}, {@code tpot}, {@code e2e}, {@code output_throughput} or {@code error_rate}
 * @param statistic {@code p50} or {@code p95} for latencies, {@code value} for rates
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

    /** How places and intervals are made; another method, another name. */
    public static final String METHOD = "block-bootstrap-1";

    /**
     * One model of a ranking.
     *
     * @param model model name
     * @param place its place, null below the sample minimum
     * @param value the statistic, null when there is none
     * @param mean arithmetic mean; for rates the value itself
     * @param low lower end of the value's interval, null when there is none
     * @param high upper end of the value's interval, null when there is none
     * @param evidence what it stands on
     */
    public record Entry(
            String model,
            @Nullable Place place,
            @Nullable Double value,
            @Nullable Double mean,
            @Nullable Double low,
            @Nullable Double high,
            Evidence evidence) {
        /** @throws IllegalArgumentException when it has a place but nothing to rank it by, or half an interval */
        public Entry {
            if (place != null && (value == null || mean == null || low == null)) {
                throw new IllegalArgumentException(
                        "rank " + place.rank() + " of " + model + " has no value, no mean or no interval");
            }
            if ((low == null) != (high == null)) {
                throw new IllegalArgumentException("the interval of " + model + " has one end");
            }
        }
    }

    /**
     * Where a model stands among the others.
     *
     * @param rank the published rank: {@code best}, but it changes only after several evaluations in a row
     * @param best best possible rank: one more than the models whose whole interval is better
     * @param worst worst possible rank: the ranked models, less those whose whole interval is worse
     * @param tieGroup the same for models whose intervals overlap, directly or by a chain of others; 1 is best
     */
    public record Place(int rank, int best, int worst, int tieGroup) {
        /** @throws IllegalArgumentException when the places contradict each other */
        public Place {
            if (rank < 1 || best < 1 || worst < best || tieGroup < 1) {
                throw new IllegalArgumentException(
                        "rank " + rank + " of " + best + " to " + worst + " in tie group " + tieGroup);
            }
        }
    }

    /**
     * What a model's value stands on.
     *
     * @param sampleSize values behind the statistic
     * @param sampleMinimum values needed for a rank
     * @param blocks blocks of time from the first to the last with a request
     * @param chunkSeconds how long the stretches are that were resampled together, 0 without an interval
     * @param errorRate failed over finished requests of the window, whatever is ranked; null without any
     * @param stale no request in the last twelfth of the window
     */
    public record Evidence(
            long sampleSize,
            long sampleMinimum,
            int blocks,
            int chunkSeconds,
            @Nullable Double errorRate,
            boolean stale) {}
}
