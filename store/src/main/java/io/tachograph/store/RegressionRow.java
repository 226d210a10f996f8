package io.tachograph.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A newer engine version of a target held against the one before, within one cell, by one statistic of one metric.
 *
 * @param target slug
 * @param cluster where the target runs
 * @param framework what serves it
 * @param model model name
 * @param origin origin of the cell's requests
 * @param promptBand prompt-length band of the cell's requests
 * @param streamed whether the cell's requests asked for streams
 * @param metric {@code ttft}, {@code tpot} or {@code e2e}
 * @param statistic {@code p50} or {@code p95}
 * @param oldVersion engine version that was seen first
 * @param newVersion engine version that was seen later
 * @param evaluatedAt the stream's clock at the comparison
 * @param oldSide what is known of the old version
 * @param newSide what is known of the new version
 * @param ratio new over old; null when either has no value
 * @param ratioLow lower end of the ratio's interval, null when there is not enough for one
 * @param ratioHigh upper end of the ratio's interval, null when there is not enough for one
 * @param minimumEffect smallest relative change that counts as one, 0.05 for 5 %
 * @param verdict what follows
 */
public record RegressionRow(
        String target,
        String cluster,
        String framework,
        String model,
        String origin,
        String promptBand,
        boolean streamed,
        String metric,
        String statistic,
        String oldVersion,
        String newVersion,
        Instant evaluatedAt,
        Side oldSide,
        Side newSide,
        @Nullable Double ratio,
        @Nullable Double ratioLow,
        @Nullable Double ratioHigh,
        double minimumEffect,
        Verdict verdict) {
    /** @throws IllegalArgumentException when a verdict has nothing to stand on */
    public RegressionRow {
        if (verdict != Verdict.INSUFFICIENT_DATA && (ratio == null || ratioLow == null || ratioHigh == null)) {
            throw new IllegalArgumentException("verdict " + verdict + " on " + target + " without an interval");
        }
    }

    /**
     * One version's measurements.
     *
     * @param seconds the statistic, null when there are no values
     * @param sampleSize values behind it
     * @param blocks stretches of time that they are from
     */
    public record Side(@Nullable Double seconds, long sampleSize, int blocks) {}

    /** What a comparison says. All metrics are latencies, so less is better. */
    public enum Verdict {
        BETTER,
        WORSE,
        /** Enough was measured, and no change of the declared size was found. */
        NO_EVIDENCE,
        /** Too few values or too short a time to say anything. */
        INSUFFICIENT_DATA
    }
}
