package io.tachograph.client.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The expected figures were read from the captured texts with grep. */
class ServerMetricsTest {
    private static BucketHistogram latency(ServerMetrics metrics, ServerLatency latency) {
        return Objects.requireNonNull(metrics.latencies().get(latency), latency.name());
    }

    @Test
    void vllmV1_withSpeculativeDecoding() throws Exception {
        ServerMetrics metrics =
                ServerMetrics.of(Texts.sample(Texts.VLLM_V1), "deepseek-v4-flash-vision-exp-ablit-dual");

        assertThat(metrics.engine()).isEqualTo(KnownEngine.VLLM);
        assertThat(metrics.counters())
                .containsEntry(ServerCounter.REQUESTS, 26.0)
                .containsEntry(ServerCounter.PROMPT_TOKENS, 3_675_428.0)
                .containsEntry(ServerCounter.GENERATION_TOKENS, 44_995.0);
        BucketHistogram ttft = latency(metrics, ServerLatency.TTFT);
        assertThat(ttft.count()).isEqualTo(26);
        assertThat(ttft.sum()).isEqualTo(417.90156173706055);
        assertThat(ttft.bounds()).hasSize(23);
        // Rank 13 of 26 lies in (1, 2.5], which holds ranks 10 to 14; rank 26 in (160, 640].
        assertThat(ttft.quantile(0.5)).isEqualTo(new QuantileRange(1, 2.5, 1 + 1.5 * 4 / 5));
        assertThat(ttft.quantile(0.99)).isEqualTo(new QuantileRange(160, 640, 640));
        assertThat(latency(metrics, ServerLatency.E2E).mean()).isEqualTo(1837.7475888729095 / 26);
        assertThat(latency(metrics, ServerLatency.TPOT).count()).isEqualTo(26);
        assertThat(latency(metrics, ServerLatency.ITL).count()).isEqualTo(17_807);
        assertThat(latency(metrics, ServerLatency.QUEUE).sum()).isEqualTo(0.006842203612904996);
        assertThat(metrics.gauges()).containsEntry(ServerGauge.WAITING, 0.0).containsEntry(ServerGauge.RUNNING, 0.0);
        assertThat(metrics.startedSeconds()).isEqualTo(1.78885983325e+09);
        assertThat(metrics.names()).containsEntry("TTFT", "vllm:time_to_first_token_seconds");
        assertThat(metrics.notes()).isEmpty();
        assertThat(metrics.whole()).isTrue();
    }

    @Test
    void vllmV0_byItsOldNames() throws Exception {
        ServerMetrics metrics = ServerMetrics.of(Texts.sample(Texts.VLLM_V0), null);

        assertThat(metrics.model()).isEqualTo("facebook/opt-125m");
        assertThat(metrics.counters())
                .containsEntry(ServerCounter.REQUESTS, 1.0)
                .containsEntry(ServerCounter.PROMPT_TOKENS, 5.0)
                .containsEntry(ServerCounter.GENERATION_TOKENS, 7.0);
        assertThat(latency(metrics, ServerLatency.ITL).sum()).isEqualTo(0.19016313552856445);
        assertThat(metrics.names()).containsEntry("ITL", "vllm:time_per_output_token_seconds");
        assertThat(metrics.latencies()).doesNotContainKey(ServerLatency.TPOT);
    }

    @Test
    void cutText_keepsWhatIsWholeAndSaysSo() throws Exception {
        ServerMetrics metrics = ServerMetrics.of(Texts.sample(Texts.VLLM_CUT), null);

        assertThat(metrics.counters()).containsEntry(ServerCounter.GENERATION_TOKENS, 955.0);
        assertThat(metrics.whole()).isFalse();
        assertThat(metrics.notes())
                .containsExactly("the metrics were cut: vllm:iteration_tokens_total_bucket has no +Inf");
    }

    @Test
    void sglang_countsRequestsByTheirDurationsWhereItHasNoCounter() throws Exception {
        ServerMetrics metrics = ServerMetrics.of(Texts.sample(Texts.SGLANG), "meta-llama/Llama-3.1-8B-Instruct");

        assertThat(metrics.engine()).isEqualTo(KnownEngine.SGLANG);
        assertThat(metrics.counters())
                .containsEntry(ServerCounter.REQUESTS, 11_228.0)
                .containsEntry(ServerCounter.PROMPT_TOKENS, 8_128_902.0);
        assertThat(latency(metrics, ServerLatency.TTFT).count()).isEqualTo(11_008);
        // 8,495 of 11,008 are beyond the last bound of 30 s.
        assertThat(latency(metrics, ServerLatency.TTFT).quantile(0.5))
                .isEqualTo(new QuantileRange(30, Double.POSITIVE_INFINITY, 30));
        assertThat(metrics.gauges())
                .containsEntry(ServerGauge.RUNNING, 162.0)
                .containsEntry(ServerGauge.WAITING, 2826.0);
    }

    @Test
    void otherTexts_areRefusedWithTheReason() throws IOException {
        Exposition gateway = Texts.sample(Texts.LITELLM);
        assertThatThrownBy(() -> ServerMetrics.of(gateway, null)).hasMessageContaining("LiteLLM gateway");
        Exposition gpus = Texts.sample(Texts.DCGM);
        assertThatThrownBy(() -> ServerMetrics.of(gpus, null))
                .hasMessage("none of the 12 metrics is of a known engine");
        Exposition vllm = Texts.sample(Texts.VLLM_V1);
        assertThatThrownBy(() -> ServerMetrics.of(vllm, null, KnownEngine.SGLANG))
                .hasMessage("none of the 519 metrics is of sglang");
        assertThatThrownBy(() -> ServerMetrics.of(Texts.of("<html>\n"), null))
                .hasMessage("this is no metrics text (line 1: no metric name)");
        assertThatThrownBy(() -> ServerMetrics.of(Texts.of(""), null)).hasMessage("there are no metrics");
    }

    @Test
    void tgiAndLlamaCpp_giveWhatTheyHave() throws Exception {
        ServerMetrics tgi = ServerMetrics.of(
                Texts.ofLines(
                        "tgi_request_success 3",
                        "tgi_queue_size 2",
                        "tgi_request_generated_tokens_sum 120",
                        "tgi_request_duration_bucket{le=\"1\"} 2",
                        "tgi_request_duration_bucket{le=\"+Inf\"} 3",
                        "tgi_request_duration_sum 4.5",
                        "tgi_request_duration_count 3"),
                "any");
        assertThat(tgi.counters())
                .containsEntry(ServerCounter.REQUESTS, 3.0)
                .containsEntry(ServerCounter.GENERATION_TOKENS, 120.0);
        assertThat(latency(tgi, ServerLatency.E2E).mean()).isEqualTo(1.5);

        ServerMetrics llama = ServerMetrics.of(
                Texts.ofLines(
                        "llamacpp:prompt_tokens_total 11",
                        "llamacpp:tokens_predicted_total 22",
                        "llamacpp:prompt_tokens_seconds 5",
                        "llamacpp:requests_processing 1"),
                null);
        assertThat(llama.engine().text()).isEqualTo("llama.cpp");
        assertThat(llama.counters()).containsOnlyKeys(ServerCounter.PROMPT_TOKENS, ServerCounter.GENERATION_TOKENS);
    }

    @Test
    void severalModels_areToldApart() throws Exception {
        Exposition text = Texts.ofLines(
                "vllm:generation_tokens_total{engine=\"0\",model_name=\"a\"} 1",
                "vllm:generation_tokens_total{engine=\"1\",model_name=\"a\"} 2",
                "vllm:generation_tokens_total{engine=\"0\",model_name=\"b\"} 40",
                "vllm:lora_requests_info{max_lora=\"0\"} 1");

        assertThat(ServerMetrics.of(text, "a").counters()).containsEntry(ServerCounter.GENERATION_TOKENS, 3.0);
        assertThat(ServerMetrics.of(text, null).counters()).containsEntry(ServerCounter.GENERATION_TOKENS, 43.0);
        assertThatThrownBy(() -> ServerMetrics.of(text, "c"))
                .hasMessage("the metrics have the models a, b, none of which is 'c'");
    }

    @Test
    void rayWithTwinsWithoutSuffix_countsThemOnce() throws Exception {
        ServerMetrics metrics = ServerMetrics.of(
                Texts.ofLines(
                        "ray_vllm_generation_tokens{model_name=\"a\",WorkerId=\"1\"} 5",
                        "ray_vllm_generation_tokens_total{model_name=\"a\",WorkerId=\"1\"} 5"),
                "a");

        assertThat(metrics.counters()).containsEntry(ServerCounter.GENERATION_TOKENS, 5.0);
    }

    @Test
    void histogramWithoutItsEnd_isLeftOutAndTheOthersStay() throws Exception {
        ServerMetrics metrics = ServerMetrics.of(
                Texts.ofLines(
                        "vllm:time_to_first_token_seconds_bucket{le=\"0.1\"} 2",
                        "vllm:e2e_request_latency_seconds_bucket{le=\"+Inf\"} 2",
                        "vllm:e2e_request_latency_seconds_sum 3",
                        "vllm:e2e_request_latency_seconds_count 2"),
                null);

        assertThat(metrics.latencies()).containsOnlyKeys(ServerLatency.E2E);
        assertThat(metrics.whole()).isFalse();
        assertThat(metrics.notes().get(0)).contains("vllm:time_to_first_token_seconds has no bucket +Inf");
    }
}
