package io.tachograph.windows.request;

import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import java.util.List;

/** How a sample counts, in one place for windows and batches. */
final class Deduplication {
    private static final LatencyMetric[] METRICS = LatencyMetric.WINDOWED.toArray(LatencyMetric[]::new);

    private Deduplication() {}

    /**
     * Counts a sample whose identity is not yet in {@code seen}.
     *
     * @return false when it was a duplicate
     */
    static boolean add(RequestSample sample, IdSet seen, RequestTotals totals, List<SloDefinition> slos) {
        if (!seen.add(sample.idHigh(), sample.idLow())) {
            totals.addDuplicate();
            return false;
        }
        totals.addRequest(sample.outcome(), sample.inputTokens(), sample.cachedInputTokens(), sample.outputTokens());
        if (sample.kernelStamped()) {
            totals.addKernelStamped(1);
        }
        long[] nanos = sample.latencyNanos();
        for (LatencyMetric metric : METRICS) {
            if (nanos[metric.ordinal()] >= 0) {
                totals.record(metric, nanos[metric.ordinal()]);
            }
        }
        if (nanos[LatencyMetric.TPOT.ordinal()] == RequestLatency.NONE_FOLLOWED) {
            totals.addOnePiece(1);
        }
        if (sample.chunkGaps() != null) {
            totals.record(LatencyMetric.ICL, sample.chunkGaps());
        }
        totals.judge(slos, sample.outcome(), nanos);
        return true;
    }
}
