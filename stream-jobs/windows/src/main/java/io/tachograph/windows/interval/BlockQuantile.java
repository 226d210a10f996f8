package io.tachograph.windows.interval;

import io.tachograph.schemas.histogram.LatencyBuckets;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of latencies by blocks. Counts are summed over time and over buckets once; after that the count of a chunk
 * below any bucket is a difference, and a quantile of a resample is a binary search. Between a bucket's edges the
 * quantile is interpolated on the logarithm, since the bucket's one midpoint would hide small deviations.
 */
public final class BlockQuantile implements BlockStatistic {
    private final int blocks;
    /** Buckets that occur, from the lowest to the highest, and one before them for values of zero or less. */
    private final int columns;

    private final int firstBucket;
    /** At (t, c): values in the blocks before t and in columns up to c. */
    private final long[] below;

    private final double q;

    private BlockQuantile(int blocks, int columns, int firstBucket, long[] below, double q) {
        this.blocks = blocks;
        this.columns = columns;
        this.firstBucket = firstBucket;
        this.below = below;
        this.q = q;
    }

    /**
     * A quantile of the values of all blocks, seconds.
     *
     * @param byBlock a histogram for each block, null where the block has no values
     */
    public static BlockQuantile of(List<@Nullable LatencyHistogram> byBlock, double q) {
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (LatencyHistogram values : byBlock) {
            int[] indexes = values == null ? new int[0] : values.indexes();
            if (indexes.length > 0) {
                first = Math.min(first, indexes[0]);
                last = Math.max(last, indexes[indexes.length - 1]);
            }
        }
        int columns = first > last ? 1 : last - first + 2;
        long[] below = new long[(byBlock.size() + 1) * columns];
        for (int t = 0; t < byBlock.size(); t++) {
            int row = (t + 1) * columns;
            LatencyHistogram values = byBlock.get(t);
            if (values != null) {
                put(values, below, row, first);
            }
            for (int c = 1; c < columns; c++) {
                below[row + c] += below[row + c - 1];
            }
            for (int c = 0; c < columns; c++) {
                below[row + c] += below[row + c - columns];
            }
        }
        return new BlockQuantile(byBlock.size(), columns, first, below, q);
    }

    private static void put(LatencyHistogram values, long[] below, int row, int first) {
        below[row] = values.zeroCount();
        int[] indexes = values.indexes();
        long[] counts = values.counts();
        for (int i = 0; i < indexes.length; i++) {
            below[row + 1 + indexes[i] - first] = counts[i];
        }
    }

    /** The same blocks, another quantile. */
    public BlockQuantile at(double otherQuantile) {
        return new BlockQuantile(blocks, columns, firstBucket, below, otherQuantile);
    }

    @Override
    public int blocks() {
        return blocks;
    }

    @Override
    public double of(int[] starts, int length) {
        long rank = LatencyHistogram.rankOf(q, countUpTo(starts, length, columns - 1));
        int low = 0;
        int high = columns - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (countUpTo(starts, length, middle) >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        long upTo = countUpTo(starts, length, low);
        if (upTo == 0) {
            return Double.NaN;
        }
        long before = low == 0 ? 0 : countUpTo(starts, length, low - 1);
        return valueAt(low, (rank - before - 0.5) / (upTo - before));
    }

    @Override
    public double ofAll() {
        return of(new int[] {0}, blocks);
    }

    @Override
    public double[] influence() {
        double all = ofAll();
        int column = columnOf(all);
        double[] deviation = new double[blocks];
        for (int t = 0; t < blocks; t++) {
            long n = count(t, t + 1, columns - 1);
            deviation[t] = count(t, t + 1, column) - q * n;
        }
        return deviation;
    }

    private int columnOf(double seconds) {
        int column = 0;
        while (column < columns - 1 && valueAt(column, 1) < seconds) {
            column++;
        }
        return column;
    }

    /** Seconds at a share of a column, from its lower to its upper edge. */
    private double valueAt(int column, double share) {
        return column == 0 ? 0 : Math.pow(2, (firstBucket + column - 1 + share) / LatencyBuckets.PER_DOUBLING);
    }

    private long countUpTo(int[] starts, int length, int column) {
        long sum = 0;
        int left = blocks;
        for (int start : starts) {
            int end = start + Math.min(length, left);
            left -= end - start;
            sum += end <= blocks
                    ? count(start, end, column)
                    : count(start, blocks, column) + count(0, end - blocks, column);
        }
        return sum;
    }

    private long count(int from, int to, int column) {
        return below[to * columns + column] - below[from * columns + column];
    }
}
