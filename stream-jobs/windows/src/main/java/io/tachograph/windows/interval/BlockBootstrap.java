package io.tachograph.windows.interval;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Intervals of about 95 % by the circular block bootstrap: chunks of consecutive blocks are drawn with replacement until
 * they are as many blocks as there were, and the statistic is taken of each such resample. The distance of their 2.5th
 * and 97.5th percentile from the statistic of all is then stretched ({@link ResamplingPlan#stretch}): without that, intervals of
 * autocorrelated traffic are far too narrow. The coverage reached is in {@code docs/rankings.md}.
 */
public final class BlockBootstrap {
    /** Enough that the ends vary little with the seed. */
    public static final int RESAMPLES = 400;

    /** Share of resamples beyond each end. */
    private static final double TAIL = 0.025;

    /**
     * An interval and how it came about.
     *
     * @param interval the interval
     * @param chunkBlocks consecutive blocks that were drawn together
     */
    public record Result(Interval interval, int chunkBlocks) {}

    private BlockBootstrap() {}

    /**
     * The interval of a statistic; null where there are fewer than two blocks, or values in too few of them.
     *
     * @param seed the same blocks and seed give the same interval
     */
    public static @Nullable Result interval(BlockStatistic statistic, long seed) {
        double all = statistic.ofAll();
        if (statistic.blocks() < 2 || Double.isNaN(all)) {
            return null;
        }
        ResamplingPlan chunks = ResamplingPlan.of(statistic.influence());
        double[] values = resample(statistic, chunks, new SplittableRandom(seed));
        if (values.length < RESAMPLES / 2) {
            return null;
        }
        Arrays.sort(values);
        int tail = (int) (TAIL * values.length);
        double low = beyond(all, values[tail], chunks.stretch());
        double high = beyond(all, values[values.length - 1 - tail], chunks.stretch());
        return new Result(new Interval(Math.min(low, all), Math.max(high, all)), chunks.length());
    }

    /** Statistics of the resamples that had any values. */
    private static double[] resample(BlockStatistic statistic, ResamplingPlan chunks, SplittableRandom random) {
        double[] values = new double[RESAMPLES];
        int[] starts = new int[chunks.count()];
        int known = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < starts.length; j++) {
                starts[j] = random.nextInt(chunks.blocks());
            }
            double value = statistic.of(starts, chunks.length());
            if (!Double.isNaN(value)) {
                values[known++] = value;
            }
        }
        return Arrays.copyOf(values, known);
    }

    /** As many times as far from {@code all} as {@code end} is: as a factor where there is one. */
    private static double beyond(double all, double end, double stretch) {
        return all > 0 && end > 0 ? all * Math.pow(end / all, stretch) : Math.max(0, all + stretch * (end - all));
    }
}
