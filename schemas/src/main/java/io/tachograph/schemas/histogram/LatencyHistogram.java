package io.tachograph.schemas.histogram;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.bytes.BytesIn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A mergeable histogram of durations on the grid of {@link LatencyBuckets}: exact count, sum, minimum and maximum, and
 * quantiles that are within {@link LatencyBuckets#RELATIVE_ERROR} (1.09 %) of the exact nearest-rank value. Merging is
 * exact, associative and commutative.
 *
 * <p>Not thread-safe. The sum saturates at {@link Long#MAX_VALUE} nanoseconds (292 years).
 */
public final class LatencyHistogram {
    private static final long[] NONE = {};

    private long count;
    private long sumNanos;
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = Long.MIN_VALUE;
    private long zeroCount;
    /** Bucket of {@code counts[0]}; meaningless while {@code counts} is empty. */
    private int offset;

    private long[] counts = NONE;

    /** Adds one value. Zero and below go to the zero count. */
    public void record(long nanos) {
        count++;
        sumNanos = saturatedSum(sumNanos, nanos);
        minNanos = Math.min(minNanos, nanos);
        maxNanos = Math.max(maxNanos, nanos);
        if (nanos <= 0) {
            zeroCount++;
        } else {
            add(LatencyBuckets.indexOf(nanos), 1);
        }
    }

    /** Adds all values of {@code other}, which stays as it is. */
    public void merge(LatencyHistogram other) {
        if (other.count == 0) {
            return;
        }
        count = saturatedSum(count, other.count);
        sumNanos = saturatedSum(sumNanos, other.sumNanos);
        minNanos = Math.min(minNanos, other.minNanos);
        maxNanos = Math.max(maxNanos, other.maxNanos);
        zeroCount += other.zeroCount;
        if (other.counts.length > 0) {
            cover(other.offset, other.offset + other.counts.length - 1);
            for (int i = 0, at = other.offset - offset; i < other.counts.length; i++, at++) {
                counts[at] += other.counts[i];
            }
        }
    }

    /** Adds all values of {@code other}. */
    public void merge(PackedHistogram other) {
        BytesIn in = other.read();
        try {
            count = saturatedSum(count, in.readLong());
            sumNanos = saturatedSum(sumNanos, in.readLong());
            minNanos = Math.min(minNanos, in.readLong());
            maxNanos = Math.max(maxNanos, in.readLong());
            zeroCount += in.readLong();
            int buckets = in.readInt();
            if (buckets > 0) {
                int at = in.readInt();
                cover(at, in.readInt());
                at -= offset;
                for (int i = 0; i < buckets; i++) {
                    at += in.readInt();
                    counts[at] += in.readLong();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a packed histogram is damaged", e);
        }
    }

    /**
     * A histogram from its sparse form.
     *
     * @param indexes buckets, strictly ascending
     * @param bucketCounts count of the bucket at the same place in {@code indexes}, each at least 1
     * @throws IllegalArgumentException when the parts contradict each other
     */
    public static LatencyHistogram of(
            long sumNanos, long minNanos, long maxNanos, long zeroCount, int[] indexes, long[] bucketCounts) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.count =
                check(minNanos, maxNanos, zeroCount, indexes, indexes.length, bucketCounts, bucketCounts.length);
        histogram.zeroCount = zeroCount;
        if (indexes.length > 0) {
            histogram.cover(indexes[0], indexes[indexes.length - 1]);
            for (int i = 0; i < indexes.length; i++) {
                histogram.counts[indexes[i] - histogram.offset] = bucketCounts[i];
            }
        }
        if (histogram.count > 0) {
            histogram.sumNanos = sumNanos;
            histogram.minNanos = minNanos;
            histogram.maxNanos = maxNanos;
        }
        return histogram;
    }

    /**
     * A histogram from the wire.
     *
     * @throws IllegalArgumentException when it contradicts itself
     */
    public static LatencyHistogram of(Histogram wire) {
        LatencyHistogram histogram = of(
                wire.getSumNanos(),
                wire.getMinNanos(),
                wire.getMaxNanos(),
                wire.getZeroCount(),
                wire.getIndexes().stream().mapToInt(Integer::intValue).toArray(),
                wire.getCounts().stream().mapToLong(Long::longValue).toArray());
        if (histogram.count != wire.getCount()) {
            throw new IllegalArgumentException(
                    "histogram count " + wire.getCount() + " is not the " + histogram.count + " of its buckets");
        }
        return histogram;
    }

    /**
     * Holds the parts of a histogram against each other; of each array only the first {@code n} count.
     *
     * @return how many values it holds
     * @throws IllegalArgumentException when the parts contradict each other
     */
    static long check(long min, long max, long zeroCount, int[] indexes, int n, long[] counts, int countsN) {
        if (n != countsN) {
            throw new IllegalArgumentException("histogram has " + n + " indexes for " + countsN + " counts");
        }
        if (zeroCount < 0) {
            throw new IllegalArgumentException("histogram has a negative zero count");
        }
        if (min > max) {
            throw new IllegalArgumentException("histogram minimum is above its maximum");
        }
        long held = zeroCount;
        int previous = LatencyBuckets.MIN_INDEX - 1;
        for (int i = 0; i < n; i++) {
            if (indexes[i] <= previous || indexes[i] > LatencyBuckets.MAX_INDEX) {
                throw new IllegalArgumentException("histogram index " + indexes[i] + " is out of order or range");
            }
            previous = indexes[i];
            if (counts[i] < 1) {
                throw new IllegalArgumentException("histogram count of bucket " + previous + " is below 1");
            }
            held = saturatedSum(held, counts[i]);
        }
        return held;
    }

    private void add(int index, long n) {
        int at = index - offset;
        if (at < 0 || at >= counts.length) {
            cover(index, index);
            at = index - offset;
        }
        counts[at] += n;
    }

    /** Makes room for buckets {@code from} to {@code to}, with some to spare: latencies of one target are alike. */
    private void cover(int from, int to) {
        if (counts.length == 0) {
            offset = from - 4;
            counts = new long[to - from + 9];
        } else if (from < offset || to >= offset + counts.length) {
            int first = from < offset ? from - 8 : offset;
            int last = to >= offset + counts.length ? to + 8 : offset + counts.length - 1;
            long[] wider = new long[last - first + 1];
            System.arraycopy(counts, 0, wider, offset - first, counts.length);
            offset = first;
            counts = wider;
        }
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    public long count() {
        return count;
    }

    /** Sum of all values, nanoseconds. */
    public long sumNanos() {
        return sumNanos;
    }

    /** Smallest value, nanoseconds; 0 when there is none. */
    public long minNanos() {
        return count == 0 ? 0 : minNanos;
    }

    /** Largest value, nanoseconds; 0 when there is none. */
    public long maxNanos() {
        return count == 0 ? 0 : maxNanos;
    }

    /** Values of zero or less. */
    public long zeroCount() {
        return zeroCount;
    }

    /**
     * The value of rank ⌈q·n⌉ (nearest rank, as PostgreSQL's {@code percentile_disc}): the geometric midpoint of the
     * bucket that holds that rank, clipped to [minimum, maximum].
     *
     * @param q 0 &lt; q ≤ 1
     * @return nanoseconds; NaN when there are no values
     */
    public double quantileNanos(double q) {
        if (!(q > 0 && q <= 1)) {
            throw new IllegalArgumentException("quantile " + q + " is not in (0, 1]");
        }
        if (count == 0) {
            return Double.NaN;
        }
        long rank = rankOf(q, count);
        long seen = zeroCount;
        if (rank <= seen) {
            return Math.min(0, minNanos);
        }
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (rank <= seen) {
                return Math.max(minNanos, Math.min(maxNanos, LatencyBuckets.midpointNanos(offset + i)));
            }
        }
        throw new IllegalStateException("rank " + rank + " is beyond the " + seen + " counted values");
    }

    /** ⌈q·n⌉, at least 1: the rank that quantile {@code q} of {@code n} values has everywhere in the system. */
    public static long rankOf(double q, long n) {
        return Math.max(1, Math.min(n, (long) Math.ceil(q * n)));
    }

    /** Indexes of the buckets that hold something, ascending. */
    public int[] indexes() {
        int[] indexes = new int[counts.length];
        int n = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                indexes[n++] = offset + i;
            }
        }
        return Arrays.copyOf(indexes, n);
    }

    /** Counts of the buckets of {@link #indexes}. */
    public long[] counts() {
        return Arrays.stream(counts).filter(n -> n > 0).toArray();
    }

    /** This histogram as it travels. */
    public Histogram toWire() {
        List<Integer> indexes = new ArrayList<>();
        List<Long> held = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                indexes.add(offset + i);
                held.add(counts[i]);
            }
        }
        return new Histogram(count, sumNanos, minNanos(), maxNanos(), zeroCount, indexes, held);
    }

    /** A copy that shares nothing with this one. */
    public LatencyHistogram copy() {
        LatencyHistogram copy = new LatencyHistogram();
        copy.merge(this);
        return copy;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof LatencyHistogram other
                && count == other.count
                && sumNanos == other.sumNanos
                && minNanos() == other.minNanos()
                && maxNanos() == other.maxNanos()
                && zeroCount == other.zeroCount
                && Arrays.equals(indexes(), other.indexes())
                && Arrays.equals(counts(), other.counts());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * count + sumNanos);
    }

    @Override
    public String toString() {
        return "LatencyHistogram[n=" + count + ", min=" + minNanos() + "ns, p50="
                + (count == 0 ? "-" : Math.round(quantileNanos(0.5)) + "ns") + ", max=" + maxNanos() + "ns]";
    }
}
