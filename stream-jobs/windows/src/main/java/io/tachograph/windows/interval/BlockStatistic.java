package io.tachograph.windows.interval;

/**
 * A statistic of values that are kept by blocks of time. Blocks are counted in a circle, so that a chunk that reaches
 * over the end goes on at the beginning and every block is drawn as often as any other.
 */
public interface BlockStatistic {
    int blocks();

    /**
     * The statistic of chunks of consecutive blocks put together.
     *
     * @param starts first block of each chunk
     * @param length blocks per chunk; the last chunk is cut so that all together are {@link #blocks}
     * @return NaN when there is no value in any of them
     */
    double of(int[] starts, int length);

    /** The statistic of all blocks. */
    double ofAll();

    /**
     * What each block contributes to the deviation of the statistic (its influence, up to a factor): the series whose
     * autocorrelation decides how long chunks must be.
     */
    double[] influence();
}
