package io.tachograph.store;

import java.util.Arrays;

/**
 * A latency histogram as a row carries it: base-2 exponential buckets of scale 5 on seconds, sparse. The arrays are
 * not copied: they belong to the histogram from then on.
 *
 * @param count number of values
 * @param sumSeconds their sum
 * @param minSeconds the smallest
 * @param maxSeconds the largest
 * @param zeroCount values of zero or less
 * @param indexes bucket indexes, ascending; bucket i covers (2^(i/32), 2^((i+1)/32)] seconds
 * @param counts count of the bucket at the same place in {@code indexes}
 */
@SuppressWarnings("ArrayRecordComponent") // A row on its way to JDBC, never compared.
public record StoredHistogram(
        long count,
        double sumSeconds,
        double minSeconds,
        double maxSeconds,
        long zeroCount,
        int[] indexes,
        long[] counts) {
    /**
     * @throws IllegalArgumentException when it contradicts itself: its percentiles would be wrong for as long as it is
     *     stored
     */
    public StoredHistogram {
        if (indexes.length != counts.length) {
            throw new IllegalArgumentException(
                    "histogram has " + indexes.length + " indexes for " + counts.length + " counts");
        }
        if (zeroCount < 0) {
            throw new IllegalArgumentException("histogram has a negative zero count");
        }
        long total = zeroCount;
        for (int i = 0; i < indexes.length; i++) {
            if (i > 0 && indexes[i] <= indexes[i - 1]) {
                throw new IllegalArgumentException("histogram index " + indexes[i] + " is out of order");
            }
            if (counts[i] < 1) {
                throw new IllegalArgumentException("histogram count of bucket " + indexes[i] + " is below 1");
            }
            total += counts[i];
        }
        if (total != count) {
            throw new IllegalArgumentException("histogram count " + count + " is not the " + total + " of its buckets");
        }
        if (count > 0 && !(minSeconds <= maxSeconds)) {
            throw new IllegalArgumentException("histogram minimum is above its maximum");
        }
    }

    /** Whether another has the same values, as far as buckets show. */
    public boolean sameBuckets(StoredHistogram other) {
        return zeroCount == other.zeroCount
                && Arrays.equals(indexes, other.indexes)
                && Arrays.equals(counts, other.counts);
    }
}
