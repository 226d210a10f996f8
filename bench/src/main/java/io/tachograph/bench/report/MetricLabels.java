package io.tachograph.bench.report;

import java.util.Map;

/** Metrics of definitions.md in words. */
final class MetricLabels {
    private static final Map<String, String> WORDS = Map.of(
            "ttft", "first token − sent",
            "ttft_scheduled", "first token − scheduled",
            "ttft_first_chunk", "first chunk − sent, as vllm bench serve reads TTFT",
            "ttfo", "first output token − sent, reasoning left out",
            "tpot", "time per output token after the first, per request",
            "icl", "gap between chunks",
            "e2e", "last token − sent",
            "e2e_scheduled", "last token − scheduled",
            "connect", "sent − begun: waiting for a connection",
            "lag", "sent − scheduled: late on the client's side");

    private MetricLabels() {}

    /** Empty for a metric that this version does not know. */
    static String explanation(String metric) {
        return WORDS.getOrDefault(metric, "");
    }
}
