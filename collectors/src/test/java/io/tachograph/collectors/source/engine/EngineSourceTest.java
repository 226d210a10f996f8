package io.tachograph.collectors.source.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.schemas.avro.EngineHistogram;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.schemas.avro.InventoryModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One engine, read over HTTP. Expected figures were read from the captured answers with grep. */
class EngineSourceTest {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String MINIMAL = "vllm:generation_tokens_total 5\n";

    private final List<SpecificRecord> records = new ArrayList<>();
    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private static EngineSettings settings(String url, @Nullable String engine) {
        return new EngineSettings(url, null, "tiny", "lab", "vllm", engine, null, "ENGINE_KEY", null, null);
    }

    private static SourceContext context() {
        return new SourceContext(
                "agent-1",
                "host-1",
                WallClock.ofProcess(),
                new DiscoveredTargets(),
                name -> name.equals("ENGINE_KEY") ? "secret" : null);
    }

    private static EngineSource open(EngineSettings settings) {
        return (EngineSource)
                new EngineSourceKind().open(settings, context()).get(0).source();
    }

    private EngineSource open() {
        return open(settings(peer.url(), null));
    }

    private EngineSample read(EngineSource source) throws Exception {
        source.read(records::add).get();
        return (EngineSample) records.get(records.size() - 1);
    }

    private SourceException failure(EngineSource source) {
        Throwable failure = catchThrowable(() -> source.read(records::add).get());
        assertThat(failure).isInstanceOf(ExecutionException.class);
        assertThat(failure.getCause())
                .isInstanceOf(SourceException.class)
                .message()
                .doesNotContain("secret", "hidden");
        return (SourceException) failure.getCause();
    }

    private Peer metrics(String text) {
        return peer.page("/metrics", TEXT, text);
    }

    private Peer vllm032() throws IOException {
        return peer.page("/metrics", Peer.bytes(200, TEXT, Peer.captured("vllm-0.32.0-cpu-real.txt")))
                .page("/health", Peer.status(200))
                .page(
                        "/v1/models",
                        Peer.closed(
                                "secret",
                                Peer.bytes(
                                        200,
                                        "application/json",
                                        Peer.captured("/io/tachograph/collectors/source/engine/vllm-v1-models.json"))))
                .json("/version", "{\"version\":\"0.32.0\"}");
    }

    @Test
    void vllm_tellsItsQuantitiesVersionAndModels() throws Exception {
        vllm032();
        EngineSource source = open();

        EngineSample sample = read(source);

        assertThat(sample.getTarget()).isEqualTo("lab-vllm-tiny");
        assertThat(sample.getEngine()).isEqualTo("vllm");
        assertThat(sample.getEngineVersion()).isEqualTo("0.32.0");
        assertThat(sample.getAgent()).isEqualTo("agent-1");
        assertThat(sample.getGauges()).isEqualTo(Map.of("running", 0.0, "waiting", 0.0, "kv_cache_usage", 0.0));
        assertThat(sample.getCounters())
                .isEqualTo(Map.of(
                        "requests_finished", 3.0,
                        "requests_aborted", 0.0,
                        "requests_failed", 0.0,
                        "prompt_tokens", 9.0,
                        "cached_prompt_tokens", 0.0,
                        "generation_tokens", 31.0,
                        "preemptions", 0.0));
        assertThat(sample.getHistograms()).containsOnlyKeys("ttft", "tpot", "icl", "e2e", "queue_time");
        EngineHistogram ttft = Objects.requireNonNull(sample.getHistograms().get("ttft"));
        assertThat(ttft.getSum()).isEqualTo(0.360154390335083);
        assertThat(ttft.getBounds()).hasSize(22).startsWith(0.001, 0.005).endsWith(2560.0);
        assertThat(ttft.getCounts()).hasSize(23);
        assertThat(ttft.getCounts().stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
        assertThat(source.status().models()).containsExactly("qwen3-30b-instruct");
        assertThat(source.status().describe())
                .startsWith(
                        "vllm 0.32.0, serves qwen3-30b-instruct; cached_prompt_tokens=vllm:prompt_tokens_cached_total")
                .doesNotContain("/models/Qwen3");
    }

    @Test
    void key_goesWhereItBelongs() throws Exception {
        vllm032();
        read(open());

        assertThat(peer.questions())
                .extracting(Peer.Question::path, Peer.Question::authorization)
                .containsExactly(
                        tuple("/metrics", null),
                        tuple("/version", null),
                        tuple("/v1/models", "Bearer secret"),
                        tuple("/health", null));
    }

    @Test
    void pageThatWantsTheKey_getsItFromThenOn() throws Exception {
        String text = "llamacpp:tokens_predicted_total 22\nllamacpp:requests_processing 1\n";
        peer.page("/metrics", Peer.closed("secret", Peer.bytes(200, TEXT, text.getBytes(StandardCharsets.UTF_8))))
                .page(
                        "/props",
                        Peer.closed(
                                "secret",
                                Peer.bytes(
                                        200,
                                        "application/json",
                                        "{\"build_info\":\"b7000-abc\"}".getBytes(StandardCharsets.UTF_8))));
        EngineSource source = open();

        EngineSample sample = read(source);
        read(source);

        assertThat(sample.getEngine()).isEqualTo("llama.cpp");
        assertThat(sample.getEngineVersion()).isEqualTo("b7000-abc");
        assertThat(sample.getCounters()).isEqualTo(Map.of("generation_tokens", 22.0));
        assertThat(peer.questions().stream().filter(q -> q.path().equals("/metrics")))
                .extracting(Peer.Question::authorization)
                .containsExactly(null, "Bearer secret", "Bearer secret");
    }

    @Test
    void restartWithAnotherVersion_isSeen() throws Exception {
        metrics("vllm:generation_tokens_total 50\n").json("/version", "{\"version\":\"0.11.0\"}");
        EngineSource source = open();
        read(source);
        metrics("vllm:generation_tokens_total 60\n").json("/version", "{\"version\":\"0.12.0\"}");
        assertThat(read(source).getEngineVersion()).isEqualTo("0.11.0");
        metrics("vllm:generation_tokens_total 7\n");

        EngineSample sample = read(source);

        assertThat(sample.getEngineVersion()).isEqualTo("0.12.0");
        assertThat(source.status().change())
                .isEqualTo(new EngineStatus.VersionChange("0.11.0", "0.12.0", sample.getAtMicros()));
        assertThat(peer.paths().stream().filter("/version"::equals)).hasSize(2);
    }

    @Test
    void failedReading_makesTheVersionUncertain() throws Exception {
        metrics(MINIMAL).json("/version", "{\"version\":\"1\"}");
        EngineSource source = open();
        read(source);
        peer.page("/metrics", Peer.status(500));
        failure(source);
        metrics(MINIMAL).json("/version", "{\"version\":\"2\"}");

        assertThat(read(source).getEngineVersion()).isEqualTo("2");
    }

    @Test
    void newProcess_isKnownByItsStart() throws Exception {
        metrics("process_start_time_seconds 1\n" + MINIMAL).json("/version", "{\"version\":\"1\"}");
        EngineSource source = open();
        read(source);
        metrics("process_start_time_seconds 2\n" + MINIMAL).json("/version", "{\"version\":\"2\"}");

        assertThat(read(source).getEngineVersion()).isEqualTo("2");
    }

    @Test
    void versionThatDoesNotCome_holdsUpNothingAndIsAskedAgain() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        metrics(MINIMAL).page("/version", exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        EngineSource source = open();

        assertThat(read(source).getEngineVersion()).isEmpty();
        never.countDown();
        peer.json("/version", "{\"version\":\"3\"}");
        assertThat(read(source).getEngineVersion()).isEqualTo("3");
    }

    @Test
    void engineWithoutVersion_isAskedOnce() throws Exception {
        metrics(MINIMAL);
        EngineSource source = open();
        read(source);
        read(source);

        assertThat(peer.paths().stream().filter("/version"::equals)).hasSize(1);
        assertThat(source.status().version()).isEmpty();
    }

    @Test
    void inventory_isToldOnce_andAgainWhenTheVersionOrAModelChanges() throws Exception {
        vllm032();
        EngineSource source = open();
        read(source);
        read(source);

        InventoryEngine engine = said(InventoryEngine.class).get(0);
        assertThat(said(InventoryEngine.class)).hasSize(1);
        assertThat(engine.getTarget()).isEqualTo("lab-vllm-tiny");
        assertThat(engine.getEngine()).isEqualTo("vllm");
        assertThat(engine.getVersion()).isEqualTo("0.32.0");
        assertThat(engine.getModels()).isEqualTo(source.status().models()).isNotEmpty();
        assertThat(said(InventoryModel.class))
                .extracting(InventoryModel::getModel)
                .containsExactlyElementsOf(source.status().models());

        records.clear();
        metrics(MINIMAL)
                .json("/version", "{\"version\":\"0.33.0\"}")
                .json("/v1/models", "{\"data\":[{\"id\":\"other\",\"max_model_len\":8192}]}");
        read(source);
        assertThat(said(InventoryEngine.class))
                .extracting(InventoryEngine::getVersion)
                .containsExactly("0.33.0");
        assertThat(said(InventoryModel.class))
                .filteredOn(model -> model.getEndedAtMicros() == null)
                .extracting(InventoryModel::getModel, InventoryModel::getMaxLength)
                .containsExactly(tuple("other", 8_192));
        assertThat(said(InventoryModel.class))
                .filteredOn(model -> model.getEndedAtMicros() != null)
                .extracting(InventoryModel::getModel)
                .containsExactlyElementsOf(engine.getModels());
    }

    private <T> List<T> said(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void deadEngineBehindALivingServer_failsButItsMetricsCount() throws Exception {
        metrics(MINIMAL).page("/health", Peer.status(503));

        SourceException failure = failure(open());

        assertThat(records).hasAtLeastOneElementOfType(EngineSample.class);
        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("the engine cannot work (503)");
    }

    @Test
    void sglang_isNotAskedForItsHealthWhichCostsAToken() throws Exception {
        peer.page("/metrics", Peer.bytes(200, TEXT, Peer.captured("sglang-docs-0.4.txt")))
                .json("/get_server_info", "{\"version\":\"0.4.6\",\"internal_states\":[]}");

        EngineSample sample = read(open());

        assertThat(sample.getEngine()).isEqualTo("sglang");
        assertThat(sample.getEngineVersion()).isEqualTo("0.4.6");
        assertThat(sample.getGauges()).isEqualTo(Map.of("running", 162.0, "waiting", 2826.0, "kv_cache_usage", 0.28));
        assertThat(sample.getCounters())
                .isEqualTo(Map.of(
                        "prompt_tokens", 8_128_902.0, "generation_tokens", 7_557_572.0, "requests_finished", 11_228.0));
        assertThat(peer.paths()).doesNotContain("/health");
    }

    @Test
    void vllmV0_andATextThatWasCut_giveWhatTheyHave() throws Exception {
        peer.page("/metrics", Peer.bytes(200, TEXT, Peer.captured("vllm-v0-0.4.3-opt125m.txt")));
        EngineSample old = read(open());
        assertThat(old.getCounters())
                .isEqualTo(Map.of(
                        "requests_finished", 1.0, "prompt_tokens", 5.0, "generation_tokens", 7.0, "preemptions", 0.0));
        assertThat(old.getGauges()).containsOnlyKeys("running", "waiting", "kv_cache_usage");
        assertThat(old.getHistograms()).containsOnlyKeys("ttft", "icl", "e2e");

        peer.page("/metrics", Peer.bytes(200, TEXT, Peer.captured("vllm-v0-0.6.x-aibrix-qwen-coder.txt")));
        EngineSource source = open();
        assertThat(read(source).getCounters()).containsEntry("generation_tokens", 955.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | text/plain |  | REFUSED | refuses the key (401)",
                "404 | text/plain |  | UNAVAILABLE | start SGLang with --enable-metrics, llama.cpp with --metrics",
                "501 | text/plain |  | UNAVAILABLE | has no metrics (501)",
                "400 | text/plain |  | UNAVAILABLE | ?model=NAME",
                "503 | text/plain |  | UNAVAILABLE | is not ready (503)",
                "502 | text/plain |  | UNAVAILABLE | answers with status 502",
                "200 | text/html | <html></html> | MALFORMED | answers HTML",
                "200 | text/plain | <html></html> | MALFORMED | this is no metrics text (line 1: cut",
                "200 | application/json | [] | MALFORMED | say engine: tensorrt-llm",
                "200 | text/plain | | MALFORMED | there are no metrics",
                "200 | text/plain | go_goroutines 5\\n | UNAVAILABLE | none of the 1 metrics is of a known engine",
            })
    void wrongAnswer_saysWhatToDo(int status, String type, @Nullable String body, FailureKind kind, String sentence) {
        String text = body == null ? "" : body.replace("\\n", "\n");
        peer.page("/metrics", Peer.bytes(status, type, text.getBytes(StandardCharsets.UTF_8)));

        SourceException failure = failure(open(settings(peer.url() + "?hidden=1", null)));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(sentence).hasMessageStartingWith(peer.url() + "/metrics");
        assertThat(records).isEmpty();
    }

    @Test
    void manySeries_areRefused() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= MetricsAnswer.MOST_SERIES; i++) {
            text.append("vllm:generation_tokens_total{user=\"").append(i).append("\"} 1\n");
        }
        metrics(text.toString());

        assertThat(failure(open()).kind()).isEqualTo(FailureKind.TOO_LARGE);
    }

    @Test
    void keyThatIsNotSet_isSaid() {
        metrics(MINIMAL);
        EngineSource source =
                open(new EngineSettings(peer.url(), "t", null, null, null, null, null, "MISSING", null, null));

        assertThat(failure(source))
                .hasMessage("environment variable MISSING, which should hold its API key, is not set");
        assertThat(peer.questions()).isEmpty();
    }

    @Test
    void openMetrics_isUnderstoodWhenItComesAllTheSame() throws Exception {
        peer.page("/metrics", "application/openmetrics-text; version=1.0.0; charset=utf-8", """
                # TYPE vllm:generation_tokens counter
                vllm:generation_tokens_total{engine="0"} 5.0 # {trace_id="a"} 1.0 1520879607.789
                vllm:generation_tokens_created{engine="0"} 1.7e+09
                # TYPE vllm:num_requests_running gauge
                vllm:num_requests_running{engine="0"} 2.0
                # EOF
                """);

        EngineSample sample = read(open());

        assertThat(sample.getCounters()).isEqualTo(Map.of("generation_tokens", 5.0));
        assertThat(sample.getGauges()).isEqualTo(Map.of("running", 2.0));
    }

    @Test
    void whatTheStreamWouldRefuse_isLeftOutAndNoted() throws Exception {
        StringBuilder buckets = new StringBuilder(MINIMAL);
        for (int i = 1; i <= 300; i++) {
            buckets.append("vllm:e2e_request_latency_seconds_bucket{le=\"")
                    .append(i)
                    .append("\"} 0\n");
        }
        metrics(buckets + """
                vllm:e2e_request_latency_seconds_bucket{le="+Inf"} 0
                vllm:e2e_request_latency_seconds_sum 0
                vllm:time_to_first_token_seconds_bucket{le="+Inf"} 0
                vllm:kv_cache_usage_perc 17
                """);
        EngineSource source = open();

        EngineSample sample = read(source);

        assertThat(sample.getHistograms()).isEmpty();
        assertThat(sample.getGauges()).isEmpty();
        assertThat(source.status().notes()).hasSize(3);
    }

    @Test
    void ollama_tellsItsVersionAndWhatIsLoaded() throws Exception {
        peer.json("/api/version", "{\"version\":\"0.12.3\"}")
                .json(
                        "/api/ps",
                        "{\"models\":[{\"name\":\"llama3.2:latest\",\"size\":2019393189,\"size_vram\":2000000000,"
                                + "\"details\":{\"quantization_level\":\"Q4_K_M\",\"parameter_size\":\"3.2B\"},"
                                + "\"context_length\":4096}]}");
        OllamaSource source = (OllamaSource) new EngineSourceKind()
                .open(settings(peer.url(), "ollama"), context())
                .get(0)
                .source();

        source.read(records::add).get();

        EngineSample sample = (EngineSample) records.get(0);
        assertThat(sample.getEngine()).isEqualTo("ollama");
        assertThat(sample.getEngineVersion()).isEqualTo("0.12.3");
        assertThat(sample.getGauges()).isEmpty();
        assertThat(source.status().describe()).isEqualTo("ollama 0.12.3, serves llama3.2:latest");
        InventoryModel model = (InventoryModel) records.get(2);
        assertThat(model.getSource()).isEqualTo("ollama");
        assertThat(model.getSizeBytes()).isEqualTo(2_019_393_189L);
        assertThat(model.getQuantization()).isEqualTo("Q4_K_M");
        assertThat(model.getMaxLength()).isEqualTo(4_096);
        assertThat(model.getFacts()).isEqualTo(Map.of("size_vram", "2000000000", "parameter_size", "3.2B"));
    }
}
