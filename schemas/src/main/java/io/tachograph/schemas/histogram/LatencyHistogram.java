package io.tachograph.schemas.histogram;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.bytes.BytesIn;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A mergeable histogram of durations on the grid of {@link LatencyBuckets}: exact count, sum, minimum and maximum, and
 * quantiles that are within {@link LatencyBuckets#RELATIVE_ERROR} (1.09 %) of the exact nearest-rank value. Merging is
 * exact, associative and commutative.
 *
 * <p>Not thread-safe. The sum saturates at {@link Long#MAX_VALUE} nanoseconds (292 years).
 */
public final class LatencyHistogram extends BucketCounts {
    private long count;
    private long sumNanos;
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = Long.MIN_VALUE;
    private long zeroCount;

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
        addAll(other);
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
                addSteps(in.readInt(), in.readInt(), buckets, in);
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
        if (histogram.count - zeroCount > FEW) {
            histogram.cover(indexes[0], indexes[indexes.length - 1]);
        }
        for (int i = 0; i < indexes.length; i++) {
            histogram.add(indexes[i], bucketCounts[i]);
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
        if (rank <= zeroCount) {
            return Math.min(0, minNanos);
        }
        double midpoint = LatencyBuckets.midpointNanos(bucketOf(rank - zeroCount));
        return Math.max(minNanos, Math.min(maxNanos, midpoint));
    }

    /** ⌈q·n⌉, at least 1: the rank that quantile {@code q} of {@code n} values has everywhere in the system. */
    public static long rankOf(double q, long n) {
        return Math.max(1, Math.min(n, (long) Math.ceil(q * n)));
    }

    /** This histogram as it travels. */
    public Histogram toWire() {
        List<Integer> indexes = Arrays.stream(indexes()).boxed().toList();
        List<Long> held = Arrays.stream(counts()).boxed().toList();
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
