package io.tachograph.client.scrape;

import static io.tachograph.client.scrape.ServerCounter.GENERATION_TOKENS;
import static io.tachograph.client.scrape.ServerCounter.PROMPT_TOKENS;
import static io.tachograph.client.scrape.ServerCounter.REQUESTS;
import static io.tachograph.client.scrape.ServerGauge.RUNNING;
import static io.tachograph.client.scrape.ServerGauge.WAITING;
import static io.tachograph.client.scrape.ServerLatency.E2E;
import static io.tachograph.client.scrape.ServerLatency.ITL;
import static io.tachograph.client.scrape.ServerLatency.QUEUE;
import static io.tachograph.client.scrape.ServerLatency.TPOT;
import static io.tachograph.client.scrape.ServerLatency.TTFT;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine calls things. Names changed over the years: of the aliases of one quantity the first that a text has is
 * taken, and a counter is found with and without {@code _total}.
 */
final class EngineNames {
    private final List<String> prefixes;
    private final Map<ServerCounter, List<String>> counters = new EnumMap<>(ServerCounter.class);
    private final Map<ServerLatency, List<String>> latencies = new EnumMap<>(ServerLatency.class);
    private final Map<ServerGauge, List<String>> gauges = new EnumMap<>(ServerGauge.class);

    private EngineNames(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    static EngineNames of(KnownEngine engine) {
        return switch (engine) {
            case VLLM -> vllm();
            case SGLANG -> sglang();
            case TGI -> tgi();
            case LLAMA_CPP -> llamaCpp();
        };
    }

    private static EngineNames vllm() {
        return new EngineNames("vllm:", "ray_vllm_", "ray_vllm:")
                .count(REQUESTS, "request_success")
                .count(PROMPT_TOKENS, "prompt_tokens")
                .count(GENERATION_TOKENS, "generation_tokens")
                .time(TTFT, "time_to_first_token_seconds")
                .time(E2E, "e2e_request_latency_seconds")
                .time(TPOT, "request_time_per_output_token_seconds")
                .time(ITL, "inter_token_latency_seconds", "time_per_output_token_seconds")
                .time(QUEUE, "request_queue_time_seconds", "time_in_queue_requests")
                .gauge(RUNNING, "num_requests_running")
                .gauge(WAITING, "num_requests_waiting");
    }

    private static EngineNames sglang() {
        return new EngineNames("sglang:", "sglang_")
                .count(REQUESTS, "num_requests")
                .count(PROMPT_TOKENS, "prompt_tokens")
                .count(GENERATION_TOKENS, "generation_tokens")
                .time(TTFT, "time_to_first_token_seconds")
                .time(E2E, "e2e_request_latency_seconds")
                .time(ITL, "inter_token_latency_seconds", "time_per_output_token_seconds")
                .time(QUEUE, "queue_time_seconds")
                .gauge(RUNNING, "num_running_reqs")
                .gauge(WAITING, "num_queue_reqs");
    }

    /** Counts tokens in histograms per request, and has no time to first token. */
    private static EngineNames tgi() {
        return new EngineNames("tgi_")
                .count(REQUESTS, "request_success")
                .count(PROMPT_TOKENS, "request_input_length_sum")
                .count(GENERATION_TOKENS, "request_generated_tokens_sum")
                .time(E2E, "request_duration")
                .time(TPOT, "request_mean_time_per_token_duration")
                .time(QUEUE, "request_queue_duration")
                .gauge(RUNNING, "batch_current_size")
                .gauge(WAITING, "queue_size");
    }

    private static EngineNames llamaCpp() {
        return new EngineNames("llamacpp:")
                .count(PROMPT_TOKENS, "prompt_tokens")
                .count(GENERATION_TOKENS, "tokens_predicted")
                .gauge(RUNNING, "requests_processing")
                .gauge(WAITING, "requests_deferred");
    }

    /** The prefix under which the text has this engine's metrics, null when it has none. */
    @Nullable
    String prefixIn(Exposition text) {
        for (String prefix : prefixes) {
            if (text.names().stream().anyMatch(name -> name.startsWith(prefix))) {
                return prefix;
            }
        }
        return null;
    }

    Map<ServerCounter, List<String>> counters() {
        return counters;
    }

    Map<ServerLatency, List<String>> latencies() {
        return latencies;
    }

    Map<ServerGauge, List<String>> gauges() {
        return gauges;
    }

    private EngineNames count(ServerCounter counter, String... aliases) {
        counters.put(counter, List.of(aliases));
        return this;
    }

    private EngineNames time(ServerLatency latency, String... aliases) {
        latencies.put(latency, List.of(aliases));
        return this;
    }

    private EngineNames gauge(ServerGauge gauge, String... aliases) {
        gauges.put(gauge, List.of(aliases));
        return this;
    }
}
