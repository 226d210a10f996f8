package io.tachograph.windows.regression;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.windows.interval.BlockBootstrap;
import io.tachograph.windows.interval.BlockQuantile;
import io.tachograph.windows.interval.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many times as large a quantile is on one side as on another, with an interval of about 95 %. Each side's interval
 * is a block bootstrap of its own, because the sides are independent stretches of time; the two are put together on the
 * logarithm by the method of variance estimates recovery (Zou and Donner, Statistics in Medicine 27, 2008), which keeps
 * each one's asymmetry. Between log-normal sides it is exactly the interval of the difference.
 */
record LatencyRatio(double ratio, Interval interval) {
    /**
     * The ratio of the new side to the old; null when a side has no interval.
     *
     * @param oldBlocks a histogram for each block of time in its order, null where there were no values
     * @param newBlocks likewise
     * @param seed the same blocks and seed give the same interval
     */
    static @Nullable LatencyRatio of(
            List<@Nullable LatencyHistogram> oldBlocks,
            List<@Nullable LatencyHistogram> newBlocks,
            double quantile,
            double ratio,
            long seed) {
        BlockQuantile before = BlockQuantile.of(oldBlocks, quantile);
        BlockQuantile after = BlockQuantile.of(newBlocks, quantile);
        BlockBootstrap.Result ofOld = BlockBootstrap.interval(before, seed);
        BlockBootstrap.Result ofNew = BlockBootstrap.interval(after, seed + 1);
        if (ofOld == null
                || ofNew == null
                || !(ofOld.interval().low() > 0)
                || !(ofNew.interval().low() > 0)) {
            return null;
        }
        double log = Math.log(after.ofAll() / before.ofAll());
        double down = Math.hypot(
                Math.log(after.ofAll() / ofNew.interval().low()),
                Math.log(ofOld.interval().high() / before.ofAll()));
        double up = Math.hypot(
                Math.log(ofNew.interval().high() / after.ofAll()),
                Math.log(before.ofAll() / ofOld.interval().low()));
        // The ratio is of bucket midpoints, the interval is about interpolated values; they may miss each other.
        return new LatencyRatio(
                ratio, new Interval(Math.min(ratio, Math.exp(log - down)), Math.max(ratio, Math.exp(log + up))));
    }
}
