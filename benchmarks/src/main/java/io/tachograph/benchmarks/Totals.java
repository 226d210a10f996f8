package io.tachograph.benchmarks;

import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.request.RequestSample;

/** Adds a request to totals as a window does once it knows the request is new. */
final class Totals {
    private static final LatencyMetric[] METRICS = LatencyMetric.WINDOWED.toArray(LatencyMetric[]::new);

    private Totals() {}

    static void add(RequestTotals totals, RequestSample sample) {
        totals.addRequest(sample.outcome(), sample.inputTokens(), sample.cachedInputTokens(), sample.outputTokens());
        long[] nanos = sample.latencyNanos();
        for (LatencyMetric metric : METRICS) {
            if (nanos[metric.ordinal()] >= 0) {
                totals.record(metric, nanos[metric.ordinal()]);
            }
        }
        if (sample.chunkGaps() != null) {
            totals.record(LatencyMetric.ICL, sample.chunkGaps());
        }
    }
}
