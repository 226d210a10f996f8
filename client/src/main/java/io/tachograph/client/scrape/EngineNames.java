package io.tachograph.client.scrape;

import static io.tachograph.client.scrape.ServerCounter.ABORTED;
import static io.tachograph.client.scrape.ServerCounter.CACHED_PROMPT_TOKENS;
import static io.tachograph.client.scrape.ServerCounter.FAILED;
import static io.tachograph.client.scrape.ServerCounter.GENERATION_TOKENS;
import static io.tachograph.client.scrape.ServerCounter.PREEMPTIONS;
import static io.tachograph.client.scrape.ServerCounter.PROMPT_TOKENS;
import static io.tachograph.client.scrape.ServerCounter.REQUESTS;
import static io.tachograph.client.scrape.ServerGauge.KV_CACHE_USAGE;
import static io.tachograph.client.scrape.ServerGauge.RUNNING;
import static io.tachograph.client.scrape.ServerGauge.WAITING;
import static io.tachograph.client.scrape.ServerLatency.E2E;
import static io.tachograph.client.scrape.ServerLatency.ITL;
import static io.tachograph.client.scrape.ServerLatency.QUEUE;
import static io.tachograph.client.scrape.ServerLatency.TPOT;
import static io.tachograph.client.scrape.ServerLatency.TTFT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an engine calls things. Names changed over the years: of the aliases of one quantity the first that a text has is
 * taken, and a counter is found with and without {@code _total}.
 */
final class EngineNames {
    private static final Map<KnownEngine, EngineNames> ALL =
            Stream.of(KnownEngine.values()).collect(Collectors.toMap(Function.identity(), EngineNames::make));

    private final List<String> prefixes;
    private final Map<ServerCounter, List<MetricAlias>> counters = new EnumMap<>(ServerCounter.class);
    private final Map<ServerLatency, List<MetricAlias>> latencies = new EnumMap<>(ServerLatency.class);
    private final Map<ServerGauge, List<MetricAlias>> gauges = new EnumMap<>(ServerGauge.class);

    private EngineNames(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    static EngineNames of(KnownEngine engine) {
        return Objects.requireNonNull(ALL.get(engine));
    }

    private static EngineNames make(KnownEngine engine) {
        return switch (engine) {
            case VLLM -> vllm();
            case SGLANG -> sglang();
            case TGI -> tgi();
            case LLAMA_CPP -> llamaCpp();
            case TENSORRT_LLM -> tensorRtLlm();
            case TRITON -> triton();
        };
    }

    /** Cached tokens of V0 are not here: it counted blocks. */
    private static EngineNames vllm() {
        return new EngineNames("vllm:", "ray_vllm_", "ray_vllm:")
                .count(REQUESTS, "request_success{finished_reason!=abort|error}")
                .count(ABORTED, "request_success{finished_reason=abort}")
                .count(FAILED, "request_success{finished_reason=error}")
                .count(PROMPT_TOKENS, "prompt_tokens")
                .count(
                        CACHED_PROMPT_TOKENS,
                        "prompt_tokens_cached",
                        "prompt_tokens_by_source{source=local_cache_hit|external_kv_transfer}",
                        "prefix_cache_hits")
                .count(GENERATION_TOKENS, "generation_tokens")
                .count(PREEMPTIONS, "num_preemptions")
                .time(TTFT, "time_to_first_token_seconds")
                .time(E2E, "e2e_request_latency_seconds")
                .time(TPOT, "request_time_per_output_token_seconds")
                .time(ITL, "inter_token_latency_seconds", "time_per_output_token_seconds")
                .time(QUEUE, "request_queue_time_seconds", "time_in_queue_requests")
                .gauge(RUNNING, "num_requests_running")
                .gauge(WAITING, "num_requests_waiting")
                .gauge(KV_CACHE_USAGE, "kv_cache_usage_perc", "gpu_cache_usage_perc");
    }

    private static EngineNames sglang() {
        return new EngineNames("sglang:", "sglang_")
                .count(REQUESTS, "num_requests")
                .count(ABORTED, "num_aborted_requests")
                .count(PROMPT_TOKENS, "prompt_tokens")
                .count(CACHED_PROMPT_TOKENS, "cached_tokens")
                .count(GENERATION_TOKENS, "generation_tokens")
                .count(PREEMPTIONS, "num_retracted_requests")
                .time(TTFT, "time_to_first_token_seconds")
                .time(E2E, "e2e_request_latency_seconds")
                .time(ITL, "inter_token_latency_seconds", "time_per_output_token_seconds")
                .time(QUEUE, "queue_time_seconds")
                .gauge(RUNNING, "num_running_reqs")
                .gauge(WAITING, "num_queue_reqs")
                .gauge(KV_CACHE_USAGE, "token_usage");
    }

    /** Counts tokens in histograms per request, and has no time to first token. */
    private static EngineNames tgi() {
        return new EngineNames("tgi_")
                .count(REQUESTS, "request_success")
                .count(FAILED, "request_failure")
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
                .gauge(WAITING, "requests_deferred")
                .gauge(KV_CACHE_USAGE, "kv_cache_usage_ratio");
    }

    private static EngineNames tensorRtLlm() {
        return new EngineNames("trtllm_", "trtllm:")
                .count(REQUESTS, "request_success{finished_reason!=cancelled|timeout}")
                .count(ABORTED, "request_success{finished_reason=cancelled}")
                .count(FAILED, "request_success{finished_reason=timeout}")
                .count(PROMPT_TOKENS, "prompt_tokens")
                .count(GENERATION_TOKENS, "generation_tokens")
                .time(TTFT, "time_to_first_token_seconds")
                .time(E2E, "e2e_request_latency_seconds")
                .time(TPOT, "time_per_output_token_seconds")
                .time(QUEUE, "request_queue_time_seconds")
                .gauge(RUNNING, "num_requests_running")
                .gauge(WAITING, "num_requests_waiting")
                .gauge(KV_CACHE_USAGE, "kv_cache_utilization");
    }

    /** Its sums of microseconds have no buckets, and are left out. */
    private static EngineNames triton() {
        return new EngineNames("nv_")
                .count(REQUESTS, "inference_request_success")
                .count(FAILED, "inference_request_failure")
                .time(TTFT, "inference_first_response_histogram_ms")
                .gauge(RUNNING, "trt_llm_request_metrics{request_type=scheduled}")
                .gauge(WAITING, "trt_llm_request_metrics{request_type=waiting}", "inference_pending_request_count")
                .gauge(KV_CACHE_USAGE, "trt_llm_kv_cache_block_metrics{kv_cache_block_type=fraction}");
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

    /** Names of all samples that may be looked at. */
    Collection<String> samples() {
        List<String> names = new ArrayList<>();
        for (String prefix : prefixes) {
            with(names, prefix, counters.values(), "_total", "");
            with(names, prefix, gauges.values(), "");
            with(names, prefix, latencies.values(), "_bucket", "_sum", "_count");
        }
        return names;
    }

    private static void with(
            List<String> names, String prefix, Collection<List<MetricAlias>> aliases, String... suffixes) {
        aliases.stream()
                .flatMap(List::stream)
                .flatMap(alias -> Stream.of(suffixes).map(suffix -> prefix + alias.name() + suffix))
                .forEach(names::add);
    }

    List<String> prefixes() {
        return prefixes;
    }

    Map<ServerCounter, List<MetricAlias>> counters() {
        return counters;
    }

    Map<ServerLatency, List<MetricAlias>> latencies() {
        return latencies;
    }

    Map<ServerGauge, List<MetricAlias>> gauges() {
        return gauges;
    }

    private EngineNames count(ServerCounter counter, String... aliases) {
        counters.put(counter, aliases(aliases));
        return this;
    }

    private EngineNames time(ServerLatency latency, String... aliases) {
        latencies.put(latency, aliases(aliases));
        return this;
    }

    private EngineNames gauge(ServerGauge gauge, String... aliases) {
        gauges.put(gauge, aliases(aliases));
        return this;
    }

    private static List<MetricAlias> aliases(String... texts) {
        return Stream.of(texts).map(MetricAlias::of).toList();
    }
}
