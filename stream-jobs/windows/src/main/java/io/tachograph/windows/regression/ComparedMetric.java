package io.tachograph.windows.regression;

import io.tachograph.schemas.metric.LatencyMetric;

/** Latencies that engine versions are compared by. New ones come last: blocks are kept by their place. */
public enum ComparedMetric {
    TTFT(LatencyMetric.TTFT),
    TPOT(LatencyMetric.TPOT),
    E2E(LatencyMetric.E2E);

    private final LatencyMetric latency;

    ComparedMetric(LatencyMetric latency) {
        this.latency = latency;
    }

    LatencyMetric latency() {
        return latency;
    }

    /** Whether a cell has it: only a streamed answer has a first token of its own. */
    public boolean isOf(boolean streamed) {
        return streamed || !latency.needsStream();
    }

    public String key() {
        return latency.key();
    }
}
