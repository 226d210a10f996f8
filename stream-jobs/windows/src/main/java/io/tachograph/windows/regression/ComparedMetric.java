package io.tachograph.windows.regression;

import io.tachograph.schemas.metric.LatencyMetric;

/** Latencies that engine versions are compared by. New ones come last: blocks are kept by their place. */
public enum ComparedMetric {
    TTFT(LatencyMetric.TTFT, true),
    TPOT(LatencyMetric.TPOT, true),
    E2E(LatencyMetric.E2E, false);

    private final LatencyMetric latency;
    private final boolean ofStreams;

    ComparedMetric(LatencyMetric latency, boolean ofStreams) {
        this.latency = latency;
        this.ofStreams = ofStreams;
    }

    LatencyMetric latency() {
        return latency;
    }

    /** Whether a cell has it: only a streamed answer has a first token of its own. */
    public boolean isOf(boolean streamed) {
        return streamed || !ofStreams;
    }

    public String key() {
        return latency.key();
    }
}
