package io.tachograph.collectors.source.cloud;

import java.time.Instant;
import java.util.List;

/** Metrics of Bedrock that are read of each model. All are told only of minutes in which there was something. */
@SuppressWarnings("ImmutableEnumChecker") // Lists made by List.of.
enum BedrockMetric {
    /** Calls that succeeded. */
    INVOCATIONS("Invocations", List.of(Quantity.CALLS)),
    CLIENT_ERRORS("InvocationClientErrors", List.of(Quantity.CALLS, Quantity.FAILURES)),
    SERVER_ERRORS("InvocationServerErrors", List.of(Quantity.CALLS, Quantity.FAILURES)),
    /** Not among the errors. */
    THROTTLES("InvocationThrottles", List.of(Quantity.CALLS, Quantity.FAILURES, Quantity.THROTTLED)),
    /** Without those of a cache. */
    INPUT_TOKENS("InputTokenCount", List.of(Quantity.INPUT_TOKENS)),
    CACHED_TOKENS("CacheReadInputTokenCount", List.of(Quantity.INPUT_TOKENS, Quantity.CACHED_INPUT_TOKENS)),
    CACHE_WRITES("CacheWriteInputTokenCount", List.of(Quantity.INPUT_TOKENS)),
    OUTPUT_TOKENS("OutputTokenCount", List.of(Quantity.OUTPUT_TOKENS)),
    LATENCY("InvocationLatency", List.of(Quantity.LATENCY)),
    /** Of streams. */
    TTFT("TimeToFirstToken", List.of(Quantity.TTFT));

    private final String metric;
    private final List<Quantity> quantities;

    BedrockMetric(String metric, List<Quantity> quantities) {
        this.metric = metric;
        this.quantities = quantities;
    }

    String metric() {
        return metric;
    }

    boolean isMean() {
        return this == LATENCY || this == TTFT;
    }

    /** @param value as CloudWatch has it: a sum, or a mean in milliseconds */
    void add(MinuteTotals totals, Instant at, String model, double value) {
        for (Quantity quantity : quantities) {
            if (isMean()) {
                totals.mean(at, model, quantity, value / 1_000, 1);
            } else {
                totals.count(at, model, quantity, value);
            }
        }
    }
}
