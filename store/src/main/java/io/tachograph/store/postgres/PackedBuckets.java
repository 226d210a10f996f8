package io.tachograph.store.postgres;

import io.tachograph.store.StoredHistogram;

/**
 * Buckets of a histogram as a row has them: (index + 1024) · 2^19 + count, ascending. Values of zero or less are bucket −1024.
 * A count that does not fit stands as several entries of its bucket.
 */
final class PackedBuckets {
    private static final int COUNT_BITS = 19;
    private static final int LARGEST_COUNT = (1 << COUNT_BITS) - 1;
    private static final int LOWEST = -1024;
    private static final int HIGHEST = LOWEST + (1 << (31 - COUNT_BITS)) - 1;

    private PackedBuckets() {}

    /** @throws IllegalArgumentException when there is no place for a bucket */
    static int[] of(StoredHistogram histogram) {
        int[] indexes = histogram.indexes();
        long[] counts = histogram.counts();
        int entries = entries(histogram.zeroCount());
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] <= LOWEST || indexes[i] > HIGHEST) {
                throw new IllegalArgumentException("there is no place for bucket " + indexes[i]);
            }
            entries = Math.addExact(entries, entries(counts[i]));
        }
        int[] packed = new int[entries];
        int next = put(packed, 0, LOWEST, histogram.zeroCount());
        for (int i = 0; i < indexes.length; i++) {
            next = put(packed, next, indexes[i], counts[i]);
        }
        return packed;
    }

    private static int entries(long count) {
        return Math.toIntExact((count + LARGEST_COUNT - 1) / LARGEST_COUNT);
    }

    /** @return where the next bucket goes */
    private static int put(int[] packed, int from, int index, long count) {
        int next = from;
        for (long left = count; left > 0; left -= LARGEST_COUNT) {
            packed[next++] = ((index - LOWEST) << COUNT_BITS) + (int) Math.min(left, LARGEST_COUNT);
        }
        return next;
    }
}
