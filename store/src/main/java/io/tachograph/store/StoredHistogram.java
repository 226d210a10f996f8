package io.tachograph.store;

/**
 * A latency histogram as a row carries it: base-2 exponential buckets of scale 5 on seconds, sparse.
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
        long[] counts) {}
