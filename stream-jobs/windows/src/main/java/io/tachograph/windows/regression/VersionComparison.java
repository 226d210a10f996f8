package io.tachograph.windows.regression;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.RegressionRow.Side;
import io.tachograph.store.RegressionRow.Verdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One statistic of an old and a new version, and what follows from it.
 *
 * @param oldSide the old version's
 * @param newSide the new version's
 * @param ratio new over old, with its interval; null when there is not enough for one
 * @param verdict what follows
 */
public record VersionComparison(
        Side oldSide, Side newSide, @Nullable LatencyRatio ratio, Verdict verdict) {
    /**
     * Blocks with values that each side needs: from eight on its autocorrelation can be seen. So a verdict takes four
     * hours of both versions.
     */
    public static final int MINIMUM_BLOCKS = 8;

    /**
     * Compares two versions.
     *
     * @param oldBlocks a histogram for each block of time in its order, null where there were no values
     * @param newBlocks likewise
     * @param minimumEffect smallest relative change that counts as one
     * @param seed the same blocks and seed give the same interval
     */
    public static VersionComparison of(
            List<@Nullable LatencyHistogram> oldBlocks,
            List<@Nullable LatencyHistogram> newBlocks,
            ComparedStatistic statistic,
            double minimumEffect,
            long seed) {
        Side before = side(oldBlocks, statistic);
        Side after = side(newBlocks, statistic);
        Double old = before.seconds();
        LatencyRatio ratio = null;
        if (isEnough(before, statistic) && isEnough(after, statistic) && old != null && old > 0) {
            double factor = Objects.requireNonNull(after.seconds()) / old;
            ratio = LatencyRatio.of(oldBlocks, newBlocks, statistic.quantile(), factor, seed);
        }
        return new VersionComparison(before, after, ratio, verdict(ratio, minimumEffect));
    }

    private static Side side(List<@Nullable LatencyHistogram> blocks, ComparedStatistic statistic) {
        LatencyHistogram all = new LatencyHistogram();
        int measured = 0;
        for (LatencyHistogram block : blocks) {
            if (block != null && block.count() > 0) {
                all.merge(block);
                measured++;
            }
        }
        Double seconds = all.count() == 0 ? null : all.quantileNanos(statistic.quantile()) / 1e9;
        return new Side(seconds, all.count(), measured);
    }

    private static boolean isEnough(Side side, ComparedStatistic statistic) {
        return side.sampleSize() >= statistic.sampleMinimum() && side.blocks() >= MINIMUM_BLOCKS;
    }

    /** An effect counts when it is as large as declared and chance does not explain it; in both directions alike. */
    private static Verdict verdict(@Nullable LatencyRatio ratio, double minimumEffect) {
        if (ratio == null) {
            return Verdict.INSUFFICIENT_DATA;
        }
        if (ratio.ratio() >= 1 + minimumEffect && ratio.interval().low() > 1) {
            return Verdict.WORSE;
        }
        return ratio.ratio() <= 1 / (1 + minimumEffect) && ratio.interval().high() < 1
                ? Verdict.BETTER
                : Verdict.NO_EVIDENCE;
    }

    /** New over old; null when there is not enough to say. */
    public @Nullable Double factor() {
        return ratio == null ? null : ratio.ratio();
    }

    /** Lower end of the factor's interval. */
    public @Nullable Double low() {
        return ratio == null ? null : ratio.interval().low();
    }

    /** Upper end of the factor's interval. */
    public @Nullable Double high() {
        return ratio == null ? null : ratio.interval().high();
    }
}
