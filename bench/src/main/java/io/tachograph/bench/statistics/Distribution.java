package io.tachograph.bench.statistics;

import io.tachograph.bench.result.MetricSummary;
import java.util.Collection;
import java.util.TreeMap;

/**
 * A metric's values of one or several runs, as their merged histogram has them. Inside a bucket values are taken as
 * spread evenly; {@link #below} and {@link #above} make no such assumption.
 *
 * <p>Immutable.
 */
public final class Distribution {
    private static final double PER_DOUBLING = 32;

    private final long n;
    private final double mean;
    private final double variance;
    private final double max;
    /** Ends of the buckets that hold values, ascending, and how many values are at or below the upper one. */
    private final double[] from;

    private final double[] to;
    private final long[] atOrBelow;

    private Distribution(
            long n, double mean, double variance, double max, double[] from, double[] to, long[] atOrBelow) {
        this.n = n;
        this.mean = mean;
        this.variance = variance;
        this.max = max;
        this.from = from;
        this.to = to;
        this.atOrBelow = atOrBelow;
    }

    /** @throws IllegalArgumentException when there is no value at all */
    public static Distribution of(Collection<MetricSummary> runs) {
        long n = runs.stream().mapToLong(MetricSummary::n).sum();
        if (n == 0) {
            throw new IllegalArgumentException("a distribution needs at least one value");
        }
        double mean = runs.stream().mapToDouble(r -> r.mean() * r.n()).sum() / n;
        double squares = runs.stream()
                .mapToDouble(r -> r.n() * (r.stddev() * r.stddev() + (r.mean() - mean) * (r.mean() - mean)))
                .sum();
        double min = runs.stream().mapToDouble(MetricSummary::min).min().orElseThrow();
        double max = runs.stream().mapToDouble(MetricSummary::max).max().orElseThrow();
        TreeMap<Integer, Long> counts = new TreeMap<>();
        long zeros = 0;
        for (MetricSummary run : runs) {
            zeros += run.histogram().zeroCount();
            for (int i = 0; i < run.histogram().idx().length; i++) {
                counts.merge(run.histogram().idx()[i], run.histogram().cnt()[i], Long::sum);
            }
        }
        int size = counts.size() + (zeros > 0 ? 1 : 0);
        double[] from = new double[size];
        double[] to = new double[size];
        long[] atOrBelow = new long[size];
        int at = 0;
        long seen = 0;
        if (zeros > 0) {
            from[0] = Math.min(0, min);
            to[0] = Math.min(0, max);
            seen = zeros;
            atOrBelow[at++] = seen;
        }
        for (var bucket : counts.entrySet()) {
            from[at] = clip(Math.pow(2, bucket.getKey() / PER_DOUBLING), min, max);
            to[at] = clip(Math.pow(2, (bucket.getKey() + 1) / PER_DOUBLING), min, max);
            seen += bucket.getValue();
            atOrBelow[at++] = seen;
        }
        return new Distribution(n, mean, squares / n, max, from, to, atOrBelow);
    }

    private static double clip(double value, double min, double max) {
        return Math.max(min, Math.min(max, value));
    }

    public long n() {
        return n;
    }

    public double mean() {
        return mean;
    }

    /** Standard deviation, divisor n. */
    public double stddev() {
        return Math.sqrt(variance);
    }

    /** The value of rank {@code share · n}, interpolated inside its bucket. */
    public double quantile(double share) {
        double rank = Math.max(0, Math.min(n, share * n));
        int bucket = bucketOf(rank);
        long before = bucket == 0 ? 0 : atOrBelow[bucket - 1];
        return from[bucket] + (to[bucket] - from[bucket]) * (rank - before) / (atOrBelow[bucket] - before);
    }

    /** The share of values at or below {@code value}, interpolated inside its bucket. */
    public double cdf(double value) {
        if (value >= max) {
            return 1;
        }
        for (int i = 0; i < to.length; i++) {
            if (value < to[i] || (value == to[i] && from[i] == to[i])) {
                double before = i == 0 ? 0 : atOrBelow[i - 1];
                double inside = value <= from[i] ? 0 : (value - from[i]) / (to[i] - from[i]);
                // A bucket of one single value: half of it counts as below.
                double part = from[i] == to[i] && value == to[i] ? 0.5 : inside;
                return (before + part * (atOrBelow[i] - before)) / n;
            }
        }
        return 1;
    }

    /** A value that the value of rank {@code share · n}, rounded down, is certainly not below; −∞ below rank 1. */
    public double below(double share) {
        double rank = Math.floor(share * n + 1e-9);
        return rank < 1 ? Double.NEGATIVE_INFINITY : from[bucketOf(rank)];
    }

    /** A value that the value of rank {@code share · n}, rounded up, is certainly not above; ∞ above rank n. */
    public double above(double share) {
        double rank = Math.ceil(share * n - 1e-9);
        return rank > n ? Double.POSITIVE_INFINITY : to[bucketOf(rank)];
    }

    private int bucketOf(double rank) {
        int low = 0;
        int high = atOrBelow.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (atOrBelow[middle] >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
