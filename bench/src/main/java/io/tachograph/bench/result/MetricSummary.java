package io.tachograph.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A metric's distribution. Quantiles are nearest-rank, from the histogram, and so within {@code relativeError} of the
 * exact ones; count, mean, deviation, minimum and maximum are exact.
 *
 * @param unit {@code seconds}
 * @param n number of values
 * @param mean arithmetic mean
 * @param stddev standard deviation of the values (divisor n)
 * @param min smallest
 * @param max largest
 * @param quantiles by name: p50, p90, p95, p99
 * @param relativeError bound of the error of a quantile
 * @param histogram all values, mergeable
 */
public record MetricSummary(
        String unit,
        long n,
        double mean,
        double stddev,
        double min,
        double max,
        Map<String, Double> quantiles,
        double relativeError,
        Buckets histogram) {
    public MetricSummary {
        quantiles = Collections.unmodifiableMap(new LinkedHashMap<>(quantiles));
    }

    /**
     * Base-2 exponential buckets of scale 5 as OpenTelemetry numbers them, on seconds; see definitions.md.
     *
     * @param zeroCount values of zero or below
     * @param idx ascending indexes of the buckets that hold values
     * @param cnt how many each
     */
    @SuppressWarnings("ArrayRecordComponent") // Compact, and never compared as a value.
    public record Buckets(long zeroCount, int[] idx, long[] cnt) {}
}
