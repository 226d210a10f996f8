package io.tachograph.collectors.source.cloud;

/** What clouds tell of a model's minute. Those of latencies are means in seconds, all others counts. */
enum Quantity {
    CALLS,
    FAILURES,
    THROTTLED,
    INPUT_TOKENS,
    CACHED_INPUT_TOKENS,
    OUTPUT_TOKENS,
    TOTAL_TOKENS,
    LATENCY,
    TTFT
}
