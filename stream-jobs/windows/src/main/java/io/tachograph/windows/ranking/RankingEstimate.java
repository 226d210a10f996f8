package io.tachograph.windows.ranking;

import io.tachograph.windows.interval.Interval;
import org.jspecify.annotations.Nullable;

/**
 * One statistic of one model over one window, with how sure it is.
 *
 * @param subject what is estimated
 * @param value the statistic, in the metric's unit; null when there is none
 * @param mean arithmetic mean; for rates the value itself
 * @param interval interval of about 95 %, null where there is none
 * @param sampleSize values behind the statistic
 * @param blocks blocks of time behind the interval
 * @param chunkMillis how long the stretches are that were resampled together, 0 without an interval
 * @param errorRate failed over finished requests of the window, null without any
 * @param stale whether the window's last twelfth is empty
 */
public record RankingEstimate(
        Subject subject,
        @Nullable Double value,
        @Nullable Double mean,
        @Nullable Interval interval,
        long sampleSize,
        int blocks,
        long chunkMillis,
        @Nullable Double errorRate,
        boolean stale) {
    /**
     * What distinguishes rankings within a cell.
     *
     * @param metric what models are ranked by
     * @param statistic of the metric
     * @param windowMillis how far back it looks
     */
    public record Subject(RankingMetric metric, RankingStatistic statistic, long windowMillis) {}

    /** Whether a rank may stand on it. */
    boolean isEnough() {
        return interval != null && sampleSize >= subject.statistic().sampleMinimum();
    }
}
