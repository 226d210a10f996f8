package io.tachograph.api.fleet;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.Arrays;

/**
 * Our histograms as Prometheus has them, exactly. Ours are native histograms of schema 5 but for the number of a bucket, which
 * Prometheus gives its upper bound: its bucket i covers (2^((i-1)/32), 2^(i/32)] seconds. Classic buckets end at the powers of
 * two, where ours end too.
 */
final class PrometheusBuckets {
    private static final int SCHEMA = 5;
    private static final int PER_OCTAVE = 1 << SCHEMA;
    /** 1 ms, about. */
    private static final int LOWEST = -10;
    /** 17 minutes, about. */
    private static final int HIGHEST = 10;

    private PrometheusBuckets() {}

    static HistogramDataPointSnapshot of(LatencyHistogram values, Labels labels, long sinceMillis) {
        int[] indexes = values.indexes();
        long[] counts = values.counts();
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(classic(indexes, counts, values.zeroCount()))
                .nativeSchema(SCHEMA)
                .nativeZeroCount(values.zeroCount())
                .nativeBucketsForPositiveValues(NativeHistogramBuckets.of(
                        Arrays.stream(indexes).map(index -> index + 1).toArray(), counts))
                .sum(values.sumNanos() / 1e9)
                .labels(labels)
                .createdTimestampMillis(sinceMillis)
                .build();
    }

    private static ClassicHistogramBuckets classic(int[] indexes, long[] counts, long zeroCount) {
        double[] bounds = new double[HIGHEST - LOWEST + 2];
        long[] held = new long[bounds.length];
        for (int power = LOWEST; power <= HIGHEST; power++) {
            bounds[power - LOWEST] = Math.scalb(1.0, power);
        }
        bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
        held[0] = zeroCount;
        for (int i = 0; i < indexes.length; i++) {
            // The power of two at or above the bucket's end.
            int power = -Math.floorDiv(-(indexes[i] + 1), PER_OCTAVE);
            held[Math.max(0, Math.min(power - LOWEST, bounds.length - 1))] += counts[i];
        }
        return ClassicHistogramBuckets.of(bounds, held);
    }
}
