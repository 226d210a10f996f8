package io.tachograph.bench.record;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.schemas.histogram.LatencyBuckets;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of one metric: a histogram, and beside it the exact spread by Welford's method. Of merged histograms, whose
 * values are gone, the spread is that of the buckets' midpoints: off by at most 1.09 % of the values' root mean square.
 * Not thread-safe.
 */
final class RecordedDistribution {
    private final LatencyHistogram histogram = new LatencyHistogram();
    private double mean;
    private double squares;
    private boolean merged;

    void record(long nanos) {
        histogram.record(nanos);
        double from = nanos - mean;
        mean += from / histogram.count();
        squares += from * (nanos - mean);
    }

    void merge(LatencyHistogram values) {
        merged = true;
        histogram.merge(values);
    }

    boolean isEmpty() {
        return histogram.count() == 0;
    }

    MetricSummary summary() {
        long n = histogram.count();
        Map<String, Double> quantiles = new LinkedHashMap<>();
        for (int percent : new int[] {50, 90, 95, 99}) {
            quantiles.put("p" + percent, histogram.quantileNanos(percent / 100.0) / 1e9);
        }
        double exactMean = (double) histogram.sumNanos() / n;
        return new MetricSummary(
                "seconds",
                n,
                exactMean / 1e9,
                Math.sqrt((merged ? squaresOfBuckets(exactMean) : squares) / n) / 1e9,
                histogram.minNanos() / 1e9,
                histogram.maxNanos() / 1e9,
                quantiles,
                LatencyBuckets.RELATIVE_ERROR,
                new MetricSummary.Buckets(histogram.zeroCount(), histogram.indexes(), histogram.counts()));
    }

    private double squaresOfBuckets(double around) {
        double sum = histogram.zeroCount() * around * around;
        int[] indexes = histogram.indexes();
        long[] counts = histogram.counts();
        for (int i = 0; i < indexes.length; i++) {
            double value = Math.max(
                    histogram.minNanos(), Math.min(histogram.maxNanos(), LatencyBuckets.midpointNanos(indexes[i])));
            sum += counts[i] * (value - around) * (value - around);
        }
        return sum;
    }
}
