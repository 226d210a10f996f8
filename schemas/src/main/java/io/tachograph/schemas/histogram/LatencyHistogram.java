package io.tachograph.schemas.histogram;

import io.tachograph.schemas.avro.Histogram;
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
        mergeTotals(other.count, other.sumNanos, other.minNanos, other.maxNanos, other.zeroCount);
        if (other.counts.length > 0) {
            cover(other.offset, other.offset + other.counts.length - 1);
            for (int i = 0, at = other.offset - offset; i < other.counts.length; i++, at++) {
                counts[at] += other.counts[i];
            }
        }
    }

    /**
     * Adds all values of a histogram from the wire.
     *
     * @throws IllegalArgumentException when it contradicts itself; then nothing was added
     */
    public void merge(Histogram wire) {
        List<Integer> indexes = wire.getIndexes();
        List<Long> wireCounts = wire.getCounts();
        check(wire, indexes, wireCounts);
        if (wire.getCount() == 0) {
            return;
        }
        mergeTotals(wire.getCount(), wire.getSumNanos(), wire.getMinNanos(), wire.getMaxNanos(), wire.getZeroCount());
        if (!indexes.isEmpty()) {
            cover(indexes.get(0), indexes.get(indexes.size() - 1));
            for (int i = 0; i < indexes.size(); i++) {
                counts[indexes.get(i) - offset] += wireCounts.get(i);
            }
        }
    }

    private void mergeTotals(long n, long sum, long min, long max, long zeros) {
        count += n;
        sumNanos = saturatedSum(sumNanos, sum);
        minNanos = Math.min(minNanos, min);
        maxNanos = Math.max(maxNanos, max);
        zeroCount += zeros;
    }

    private static void check(Histogram wire, List<Integer> indexes, List<Long> counts) {
        if (indexes.size() != counts.size()) {
            throw new IllegalArgumentException(
                    "histogram has " + indexes.size() + " indexes for " + counts.size() + " counts");
        }
        if (wire.getZeroCount() < 0) {
            throw new IllegalArgumentException("histogram has a negative zero count");
        }
        long total = wire.getZeroCount();
        int previous = LatencyBuckets.MIN_INDEX - 1;
        for (int i = 0; i < indexes.size(); i++) {
            int index = indexes.get(i);
            if (index <= previous || index > LatencyBuckets.MAX_INDEX) {
                throw new IllegalArgumentException("histogram index " + index + " is out of order or range");
            }
            previous = index;
            if (counts.get(i) < 1) {
                throw new IllegalArgumentException("histogram count of bucket " + index + " is below 1");
            }
            total = saturatedSum(total, counts.get(i));
        }
        if (total != wire.getCount()) {
            throw new IllegalArgumentException(
                    "histogram count " + wire.getCount() + " is not the " + total + " of its buckets");
        }
        if (wire.getCount() > 0 && wire.getMinNanos() > wire.getMaxNanos()) {
            throw new IllegalArgumentException("histogram minimum is above its maximum");
        }
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
