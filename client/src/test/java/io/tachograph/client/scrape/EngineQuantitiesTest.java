package io.tachograph.client.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What each engine's names come to. Expected figures were read from the captured texts with grep. */
class EngineQuantitiesTest {
    private static ServerMetrics of(String... lines) throws NoServerMetricsException {
        return ServerMetrics.of(Texts.ofLines(lines), null);
    }

    @Test
    void vllm_0_32() throws Exception {
        ServerMetrics metrics = ServerMetrics.of(Texts.sample(Texts.VLLM_0_32), null);

        assertThat(metrics.counters())
                .isEqualTo(Map.of(
                        ServerCounter.REQUESTS, 3.0,
                        ServerCounter.ABORTED, 0.0,
                        ServerCounter.FAILED, 0.0,
                        ServerCounter.PROMPT_TOKENS, 9.0,
                        ServerCounter.CACHED_PROMPT_TOKENS, 0.0,
                        ServerCounter.GENERATION_TOKENS, 31.0,
                        ServerCounter.PREEMPTIONS, 0.0));
        assertThat(metrics.gauges())
                .isEqualTo(Map.of(ServerGauge.RUNNING, 0.0, ServerGauge.WAITING, 0.0, ServerGauge.KV_CACHE_USAGE, 0.0));
        assertThat(metrics.latencies()).containsOnlyKeys(ServerLatency.values());
        assertThat(metrics.names())
                .containsEntry("CACHED_PROMPT_TOKENS", "vllm:prompt_tokens_cached_total")
                .containsEntry("KV_CACHE_USAGE", "vllm:kv_cache_usage_perc");
        assertThat(metrics.whole()).isTrue();
    }

    @Test
    void vllmWithoutCounterOfCachedTokens_hasThemBySource() throws Exception {
        ServerMetrics metrics = ServerMetrics.of(Texts.sample(Texts.VLLM_V1), null);

        assertThat(metrics.counters()).containsEntry(ServerCounter.CACHED_PROMPT_TOKENS, 3_241_216.0);
        assertThat(metrics.gauges()).containsOnlyKeys(ServerGauge.values());
    }

    @Test
    void vllmV0_hasItsCacheUnderAnotherName() throws Exception {
        ServerMetrics metrics = ServerMetrics.of(Texts.sample(Texts.VLLM_CUT), null);

        assertThat(metrics.names())
                .containsEntry("KV_CACHE_USAGE", "vllm:gpu_cache_usage_perc")
                .containsEntry("PREEMPTIONS", "vllm:num_preemptions_total");
        assertThat(metrics.counters()).doesNotContainKey(ServerCounter.CACHED_PROMPT_TOKENS);
    }

    @Test
    void dataParallelEngines_addUpButTheirCachesAreAveraged() throws Exception {
        ServerMetrics metrics = of(
                "vllm:num_requests_waiting{engine=\"0\",model_name=\"a\"} 3",
                "vllm:num_requests_waiting{engine=\"1\",model_name=\"a\"} 4",
                "vllm:num_requests_waiting_by_reason{engine=\"0\",model_name=\"a\",reason=\"capacity\"} 3",
                "vllm:kv_cache_usage_perc{engine=\"0\",model_name=\"a\"} 0.25",
                "vllm:kv_cache_usage_perc{engine=\"1\",model_name=\"a\"} 0.75",
                "vllm:time_to_first_token_seconds_sum{engine=\"0\"} 2",
                "vllm:time_to_first_token_seconds_bucket{engine=\"0\",le=\"0.1\"} 2",
                "vllm:time_to_first_token_seconds_bucket{engine=\"0\",le=\"+Inf\"} 3",
                "vllm:time_to_first_token_seconds_count{engine=\"0\"} 3",
                "vllm:time_to_first_token_seconds_sum{engine=\"1\"} 5",
                "vllm:time_to_first_token_seconds_bucket{engine=\"1\",le=\"0.1\"} 7",
                "vllm:time_to_first_token_seconds_bucket{engine=\"1\",le=\"+Inf\"} 7",
                "vllm:time_to_first_token_seconds_count{engine=\"1\"} 7");

        assertThat(metrics.gauges()).isEqualTo(Map.of(ServerGauge.WAITING, 7.0, ServerGauge.KV_CACHE_USAGE, 0.5));
        BucketHistogram ttft = Objects.requireNonNull(metrics.latencies().get(ServerLatency.TTFT));
        assertThat(ttft.counts()).containsExactly(9, 1);
        assertThat(ttft.sum()).isEqualTo(7);
    }

    @Test
    void enginesWithDifferentBuckets_areNotAddedUp() throws Exception {
        ServerMetrics metrics = of(
                "vllm:num_requests_waiting 3",
                "vllm:time_to_first_token_seconds_bucket{engine=\"0\",le=\"0.1\"} 2",
                "vllm:time_to_first_token_seconds_bucket{engine=\"0\",le=\"+Inf\"} 3",
                "vllm:time_to_first_token_seconds_bucket{engine=\"1\",le=\"0.2\"} 7",
                "vllm:time_to_first_token_seconds_bucket{engine=\"1\",le=\"+Inf\"} 7");

        assertThat(metrics.latencies()).isEmpty();
        assertThat(metrics.notes()).singleElement().asString().contains("different buckets");
    }

    @Test
    void tensorParallelRanks_countTheSameWorkOnce() throws Exception {
        ServerMetrics metrics = of(
                "sglang:num_running_reqs{dp_rank=\"0\",tp_rank=\"0\"} 5",
                "sglang:num_running_reqs{dp_rank=\"0\",tp_rank=\"1\"} 5",
                "sglang:num_running_reqs{dp_rank=\"1\",tp_rank=\"2\"} 7",
                "sglang:num_running_reqs{dp_rank=\"1\",tp_rank=\"3\"} 7",
                "sglang:num_retracted_requests_total{tp_rank=\"0\",pp_rank=\"0\"} 1",
                "sglang:num_retracted_requests_total{tp_rank=\"0\",pp_rank=\"1\"} 1",
                "sglang:cached_tokens_total{cache_source=\"device\"} 40",
                "sglang:cached_tokens_total{cache_source=\"host\"} 2",
                "sglang:queue_time_seconds_bucket{le=\"1\",tp_rank=\"0\"} 4",
                "sglang:queue_time_seconds_bucket{le=\"+Inf\",tp_rank=\"0\"} 6",
                "sglang:queue_time_seconds_bucket{le=\"1\",tp_rank=\"1\"} 4",
                "sglang:queue_time_seconds_bucket{le=\"+Inf\",tp_rank=\"1\"} 6");

        assertThat(metrics.gauges()).containsEntry(ServerGauge.RUNNING, 12.0);
        assertThat(metrics.counters())
                .isEqualTo(Map.of(ServerCounter.PREEMPTIONS, 1.0, ServerCounter.CACHED_PROMPT_TOKENS, 42.0));
        assertThat(Objects.requireNonNull(metrics.latencies().get(ServerLatency.QUEUE))
                        .counts())
                .containsExactly(4, 2);
    }

    @Test
    void triton_countsTheOutermostModelAndTellsSeconds() throws Exception {
        ServerMetrics metrics = of(
                "nv_inference_request_success{model=\"preprocessing\",version=\"1\"} 11",
                "nv_inference_request_success{model=\"tensorrt_llm\",version=\"1\"} 12",
                "nv_inference_request_success{model=\"ensemble\",version=\"1\"} 10",
                "nv_inference_request_failure{model=\"ensemble\",reason=\"CANCELED\",version=\"1\"} 1",
                "nv_inference_request_failure{model=\"ensemble\",reason=\"OTHER\",version=\"1\"} 2",
                "nv_trt_llm_request_metrics{model=\"tensorrt_llm\",request_type=\"waiting\",version=\"1\"} 3",
                "nv_trt_llm_request_metrics{model=\"tensorrt_llm\",request_type=\"scheduled\",version=\"1\"} 4",
                "nv_trt_llm_request_metrics{model=\"tensorrt_llm\",request_type=\"max\",version=\"1\"} 512",
                "nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type=\"fraction\",model=\"tensorrt_llm\"} 0.6",
                "nv_inference_first_response_histogram_ms_bucket{model=\"ensemble\",le=\"100\"} 8",
                "nv_inference_first_response_histogram_ms_bucket{model=\"ensemble\",le=\"500\"} 9",
                "nv_inference_first_response_histogram_ms_bucket{model=\"ensemble\",le=\"+Inf\"} 10",
                "nv_inference_first_response_histogram_ms_sum{model=\"ensemble\"} 1234",
                "nv_inference_first_response_histogram_ms_count{model=\"ensemble\"} 10");

        assertThat(metrics.engine()).isEqualTo(KnownEngine.TRITON);
        assertThat(metrics.model()).isEqualTo("ensemble");
        assertThat(metrics.counters()).isEqualTo(Map.of(ServerCounter.REQUESTS, 10.0, ServerCounter.FAILED, 3.0));
        assertThat(metrics.gauges())
                .isEqualTo(Map.of(ServerGauge.RUNNING, 4.0, ServerGauge.WAITING, 3.0, ServerGauge.KV_CACHE_USAGE, 0.6));
        BucketHistogram ttft = Objects.requireNonNull(metrics.latencies().get(ServerLatency.TTFT));
        assertThat(ttft.bounds()).containsExactly(0.1, 0.5, Double.POSITIVE_INFINITY);
        assertThat(ttft.sum()).isEqualTo(1.234);
    }

    @Test
    void tritonWithModelsOfItsOwn_hasToBeToldWhich() throws Exception {
        String[] lines = {
            "nv_inference_request_success{model=\"a\",version=\"1\"} 1",
            "nv_inference_request_success{model=\"b\",version=\"1\"} 2"
        };

        assertThatThrownBy(() -> of(lines)).hasMessageStartingWith("Triton counts the models a, b");
        assertThat(ServerMetrics.of(Texts.ofLines(lines), "b").counters()).containsEntry(ServerCounter.REQUESTS, 2.0);
        assertThat(ServerMetrics.of(Texts.sample(Texts.TRITON), null).counters())
                .isEqualTo(Map.of(ServerCounter.REQUESTS, 395_927.0, ServerCounter.FAILED, 0.0));
    }

    @Test
    void tensorRtLlmAndTgiAndLlamaCpp_byTheirNames() throws Exception {
        ServerMetrics served = of(
                "trtllm_request_success_total{finished_reason=\"stop\",model_name=\"m\"} 5",
                "trtllm_request_success_total{finished_reason=\"length\",model_name=\"m\"} 1",
                "trtllm_request_success_total{finished_reason=\"cancelled\",model_name=\"m\"} 2",
                "trtllm_kv_cache_utilization{model_name=\"m\"} 0.62");
        assertThat(served.counters()).isEqualTo(Map.of(ServerCounter.REQUESTS, 6.0, ServerCounter.ABORTED, 2.0));
        assertThat(served.gauges()).isEqualTo(Map.of(ServerGauge.KV_CACHE_USAGE, 0.62));

        ServerMetrics tgi = of(
                "tgi_request_failure{err=\"validation\"} 2",
                "tgi_request_failure{err=\"overloaded\"} 3",
                "tgi_batch_current_size 4");
        assertThat(tgi.counters()).isEqualTo(Map.of(ServerCounter.FAILED, 5.0));

        assertThat(of("llamacpp:kv_cache_usage_ratio 0.5").gauges()).isEqualTo(Map.of(ServerGauge.KV_CACHE_USAGE, 0.5));
    }

    @Test
    void valueThatIsNoNumberFromZeroOn_isLeftOutWhole() throws Exception {
        ServerMetrics metrics = of(
                "vllm:num_requests_waiting{engine=\"0\"} NaN",
                "vllm:num_requests_waiting{engine=\"1\"} 4",
                "vllm:gpu_cache_usage_perc -1",
                "vllm:prompt_tokens_total +Inf",
                "vllm:generation_tokens_total 1.0777853952e+010");

        assertThat(metrics.gauges()).isEmpty();
        assertThat(metrics.counters()).isEqualTo(Map.of(ServerCounter.GENERATION_TOKENS, 10_777_853_952.0));
        assertThat(metrics.notes()).hasSize(3);
    }

    /** Half of a counter's series would look like a restart. */
    @Test
    void textCutBetweenTwoSeries_losesTheirMetricAndKeepsTheOthers() throws Exception {
        ServerMetrics metrics = ServerMetrics.of(
                Texts.of("vllm:prompt_tokens_total{engine=\"0\"} 4\nvllm:generation_tokens_total{engine=\"0\"} 5\n"
                        + "vllm:generation_tokens_total{engine=\"1\"} 1"),
                null);

        assertThat(metrics.counters()).isEqualTo(Map.of(ServerCounter.PROMPT_TOKENS, 4.0));
        assertThat(metrics.whole()).isFalse();
    }
}
