package io.tachograph.collectors.source.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exporters of the official OpenTelemetry SDK send, and what is not OTLP is sent by hand. */
class OtlpSourceTest {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String KEY = "key-of-the-shop";

    private final List<RequestTiming> records = new CopyOnWriteArrayList<>();
    private final ExecutorService reading = Executors.newSingleThreadExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private OtlpSource source;

    /** The ways in which the SDK sends. */
    enum Exporter {
        GRPC,
        GRPC_GZIP,
        HTTP,
        HTTP_GZIP;

        SpanExporter to(int port, String key) {
            String compression = name().endsWith("GZIP") ? "gzip" : "none";
            String url = "http://127.0.0.1:" + port;
            return this == GRPC || this == GRPC_GZIP
                    ? OtlpGrpcSpanExporter.builder()
                            .setEndpoint(url)
                            .setCompression(compression)
                            .addHeader("authorization", "Bearer " + key)
                            .build()
                    : OtlpHttpSpanExporter.builder()
                            .setEndpoint(url + "/v1/traces")
                            .setCompression(compression)
                            .addHeader("x-api-key", key)
                            .build();
        }
    }

    private static OtlpSource open(int port, @Nullable String keys) {
        SourceContext context = new SourceContext(
                "agent-1",
                "host-1",
                WallClock.ofProcess(),
                new DiscoveredTargets(),
                name -> name.equals("OTLP_KEYS") ? "another-key, " + KEY : null);
        return new OtlpSource(new OtlpSettings(null, List.of(port), keys, null, null, "service.name", 4), context);
    }

    @BeforeEach
    void listen() throws Exception {
        source = open(0, "OTLP_KEYS");
        source.hurriedBy(() -> reading.execute(this::read));
        reading.submit(this::read).get();
    }

    private void read() {
        source.read(record -> records.add((RequestTiming) record))
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        source.close();
        reading.shutdownNow();
    }

    private int port() {
        return source.ports().get(0);
    }

    private static List<SpanData> spans(String model, int attributes) {
        List<SpanData> ended = new ArrayList<>();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setSpanLimits(
                        SpanLimits.builder().setMaxNumberOfAttributes(20_000).build())
                .addSpanProcessor(SimpleSpanProcessor.create(new Keeping(ended)))
                .build()) {
            var span = provider.get("shop")
                    .spanBuilder("chat " + model)
                    .setSpanKind(SpanKind.CLIENT)
                    .startSpan();
            for (int i = 0; i < attributes; i++) {
                span.setAttribute("app.attribute." + i, "value " + i);
            }
            span.setAttribute("gen_ai.operation.name", "chat");
            span.setAttribute("gen_ai.provider.name", "openai");
            span.setAttribute("gen_ai.request.model", model);
            span.setAttribute("gen_ai.request.stream", true);
            span.setAttribute("gen_ai.response.time_to_first_chunk", 0.0);
            span.setAttribute(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), List.of("stop"));
            span.setAttribute("gen_ai.usage.output_tokens", 12);
            span.end();
        }
        return ended;
    }

    /** Keeps what an application has ended. */
    private record Keeping(List<SpanData> ended) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            ended.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private boolean send(Exporter way, String key, List<SpanData> spans) {
        try (SpanExporter exporter = way.to(port(), key)) {
            return exporter.export(spans).join(60, TimeUnit.SECONDS).isSuccess();
        }
    }

    private HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> postWithKey(String path, String type, byte[] body, String... headers)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("X-API-Key", KEY));
        return post(path, type, body, all.toArray(String[]::new));
    }

    private long leftOut(String reason) {
        return Objects.requireNonNull(source.leftOut().get(reason), reason);
    }

    @ParameterizedTest
    @EnumSource
    void spansOfTheOfficialExporters_areRecordsOnceTheySucceeded(Exporter way) {
        assertThat(send(way, KEY, spans("atlas-8b", 0))).isTrue();

        assertThat(records).hasSize(1);
        RequestTiming record = records.get(0);
        assertThat(record.getModel()).isEqualTo("atlas-8b");
        assertThat(record.getTarget()).isEqualTo("openai-atlas-8b");
        assertThat(record.getTenant()).startsWith("unknown_service");
        assertThat(record.getFirstChunkNanos()).isZero();
        assertThat(record.getFinishReason()).isEqualTo("stop");
        assertThat(record.getOutputTokens()).isEqualTo(12);
        assertThat(source.details()).contains("1 calls of models");
    }

    @Test
    void batchThatIsSentTwice_hasTheSameIds() {
        List<SpanData> batch = spans("atlas-8b", 0);

        assertThat(send(Exporter.GRPC, KEY, batch)).isTrue();
        assertThat(send(Exporter.HTTP, KEY, batch)).isTrue();

        assertThat(records).hasSize(2);
        assertThat(records.get(0)).isEqualTo(records.get(1));
    }

    @Test
    void spanOfTenThousandAttributes_counts() {
        assertThat(send(Exporter.GRPC_GZIP, KEY, spans("atlas-8b", 10_000))).isTrue();

        assertThat(records).extracting(RequestTiming::getOutputTokens).containsExactly(12L);
    }

    @ParameterizedTest
    @EnumSource
    void wrongKey_isRefusedAndCounted(Exporter way) {
        assertThat(send(way, "another key", spans("atlas-8b", 0))).isFalse();

        assertThat(records).isEmpty();
        assertThat(leftOut("request_wrong_key")).isEqualTo(1);
    }

    @Test
    void refusedBody_doesNotKeepItsSenderFromTheAnswer() throws Exception {
        HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, new byte[3 << 20]);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new String(answer.body(), UTF_8)).contains("a known key is needed");
    }

    @Test
    void json_isTaken() throws Exception {
        String body = """
                {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "web"}}]},
                  "scopeSpans": [{"scope": {"name": "x"}, "spans": [{
                    "traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "EEE19B7EC3C1B174", "name": "chat", "kind": 3,
                    "startTimeUnixNano": "1796040000000000000", "endTimeUnixNano": "1796040001500000000",
                    "status": {},
                    "attributes": [
                      {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
                      {"key": "gen_ai.provider.name", "value": {"stringValue": "anthropic"}},
                      {"key": "gen_ai.request.model", "value": {"stringValue": "claude"}},
                      {"key": "gen_ai.request.stream", "value": {"boolValue": true}},
                      {"key": "gen_ai.response.time_to_first_chunk", "value": {"doubleValue": 0.25}},
                      {"key": "gen_ai.usage.output_tokens", "value": {"intValue": "12"}},
                      {"key": "gen_ai.response.finish_reasons",
                       "value": {"arrayValue": {"values": [{"stringValue": "end_turn"}]}}}]}]}]}]}
                """;

        HttpResponse<byte[]> answer = postWithKey("/v1/traces", "application/json", body.getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
        RequestTiming record = records.get(0);
        assertThat(record.getTarget()).isEqualTo("anthropic-claude");
        assertThat(record.getTenant()).isEqualTo("web");
        assertThat(record.getSentAtMicros()).isEqualTo(1_796_040_000_000_000L);
        assertThat(record.getClosedNanos()).isEqualTo(1_500_000_000L);
        assertThat(record.getFirstChunkNanos()).isEqualTo(250_000_000L);
        assertThat(record.getOutputTokens()).isEqualTo(12);
        assertThat(record.getFinishReason()).isEqualTo("end_turn");
        assertThat(postWithKey("/v1/traces", "application/json", "[1".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(400);
        assertThat(postWithKey("/v1/traces", "application/json", "{\"resourceSpans\": 7}".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void invalidSpans_areToldToTheirSender_andTheOthersCount() throws Exception {
        byte[] body = Spans.request(Spans.call(1), Spans.call(2).setEndTimeUnixNano(1), Span.newBuilder())
                .toByteArray();

        HttpResponse<byte[]> answer = postWithKey("/v1/traces", PROTOBUF, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(1);
        assertThat(records).hasSize(1);
        assertThat(leftOut("span_invalid")).isEqualTo(1);
        assertThat(leftOut("span_other")).isEqualTo(1);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void giantBodies_areRefused_inflatedOrNot() throws Exception {
        byte[] giant = new byte[(4 << 20) + 6];

        assertThat(postWithKey("/v1/traces", PROTOBUF, giant).statusCode()).isEqualTo(413);
        assertThat(postWithKey("/v1/traces", PROTOBUF, gzip(giant), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(Exporter.GRPC, KEY, spans("x".repeat(5 << 20), 0))).isFalse();
        assertThat(send(Exporter.GRPC_GZIP, KEY, spans("x".repeat(5 << 20), 0))).isFalse();

        assertThat(leftOut("request_too_large")).isEqualTo(4);
        assertThat(send(Exporter.GRPC, KEY, spans("atlas-8b", 0))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/metrics", "/v1/logs", "/"})
    void otherThanSpans_isNotTaken(String path) throws Exception {
        assertThat(postWithKey(path, PROTOBUF, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(leftOut("request_unknown_path")).isEqualTo(1);
    }

    @Test
    void garbage_isRefusedAndCounted() throws Exception {
        byte[] garbage = "this is no protobuf".getBytes(UTF_8);

        assertThat(postWithKey("/v1/traces", PROTOBUF, garbage).statusCode()).isEqualTo(400);
        assertThat(postWithKey("/v1/traces", PROTOBUF, garbage, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
        assertThat(postWithKey("/v1/traces", "text/plain", garbage).statusCode())
                .isEqualTo(415);
        assertThat(postWithKey("/v1/traces", PROTOBUF, garbage, "Content-Encoding", "br")
                        .statusCode())
                .isEqualTo(415);
        assertThat(source.leftOut()).containsAllEntriesOf(Map.of("request_malformed", 2L, "request_unknown_form", 2L));
    }

    @Test
    void senderThatWaitsWhenTheAgentEnds_isToldToSendAgain() throws Exception {
        source.hurriedBy(() -> reading.execute(source::close));

        HttpResponse<byte[]> answer =
                postWithKey("/v1/traces", PROTOBUF, Spans.request(Spans.call(1)).toByteArray());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(records).isEmpty();
        assertThat(leftOut("request_busy")).isEqualTo(1);
    }

    @Test
    void portThatIsTaken_orKeysThatAreMissing_failTheReading() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OtlpSource second = open(taken.getLocalPort(), null);
                OtlpSource keyless = open(0, "NOT_SET")) {
            assertThat(failure(second).kind()).isEqualTo(FailureKind.UNAVAILABLE);
            assertThat(failure(second)).hasMessageContaining("another agent or collector");
            assertThat(failure(keyless)).hasMessageContaining("NOT_SET").hasMessageContaining("is not set");
            assertThat(keyless.ports()).isEmpty();
        }
    }

    private static SourceException failure(OtlpSource source) {
        Throwable failure = catchThrowable(
                () -> source.read(record -> {}).toCompletableFuture().get());
        assertThat(failure).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(SourceException.class);
        return (SourceException) Objects.requireNonNull(failure.getCause());
    }
}
