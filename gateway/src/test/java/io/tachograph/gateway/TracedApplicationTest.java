package io.tachograph.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.tachograph.client.clock.WallClock;
import io.tachograph.client.http.ScriptedServer;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.otlp.OtlpSettings;
import io.tachograph.collectors.source.otlp.OtlpSourceKind;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An application that is instrumented with the official SDK calls a model through our gateway: the spans and the gateway's
 * records are of the same requests. The server sends no chunk before the application has stamped the one before, so each of
 * the application's times lies between two of the gateway's, however slow the machine is.
 */
@Timeout(120)
class TracedApplicationTest {
    private static final int REQUESTS = 5;
    /** Both kinds of stamps are read and mapped with an error of their own. */
    private static final long CLOCK_NANOS = 1_000_000;

    private static final List<String> CHUNKS = List.of(
            "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
            "{\"choices\":[{\"delta\":{\"content\":\"far\"}}]}",
            "{\"choices\":[{\"delta\":{\"content\":\" away\"},\"finish_reason\":\"stop\"}]}");

    private final Semaphore stamped = new Semaphore(0);
    private final List<Long> arrivedNanos = new CopyOnWriteArrayList<>();
    private final List<Long> begunNanos = new ArrayList<>();
    private final List<RequestTiming> traced = new CopyOnWriteArrayList<>();
    private final ExecutorService reading = Executors.newSingleThreadExecutor();

    private void serve(ScriptedServer.Request request, ScriptedServer.Wire wire)
            throws IOException, InterruptedException {
        arrivedNanos.add(System.nanoTime());
        wire.beginStream();
        for (String chunk : CHUNKS) {
            wire.chunk("data: " + chunk + "\n\n");
            stamped.acquire();
        }
        wire.chunk(
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n");
        wire.endStream();
    }

    /** What an instrumentation does around a call. */
    private void call(Tracer tracer, GatewayFixture gateway) throws Exception {
        Span span = tracer.spanBuilder("chat tiny")
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", "openai")
                .setAttribute("gen_ai.request.model", "tiny")
                .setAttribute("gen_ai.request.stream", true)
                .startSpan();
        long begun = System.nanoTime();
        begunNanos.add(begun);
        HttpResponse<InputStream> answer = gateway.http.send(
                gateway.posting("/v1/chat/completions", GatewayFixture.chat(",\"stream\":true"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        int chunk = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("delta")) {
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    if (chunk == 0) {
                        span.setAttribute("gen_ai.response.time_to_first_chunk", seconds);
                    } else if (chunk == 1) {
                        span.setAttribute("gen_ai.server.time_to_first_token", seconds);
                    }
                    chunk++;
                    stamped.release();
                }
            }
        }
        span.setAttribute("gen_ai.usage.input_tokens", 3);
        span.setAttribute("gen_ai.usage.output_tokens", 2);
        span.setAttribute(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), List.of("stop"));
        span.end();
    }

    private Source listen() throws Exception {
        SourceContext context =
                new SourceContext("agent-1", "host-1", WallClock.ofProcess(), new DiscoveredTargets(), name -> null);
        Source source = new OtlpSourceKind()
                .open(new OtlpSettings("127.0.0.1", List.of(0), null, "lab", null, null, 4), context)
                .get(0)
                .source();
        source.hurriedBy(() -> reading.execute(() -> read(source)));
        reading.submit(() -> read(source)).get();
        return source;
    }

    private void read(Source source) {
        source.read(record -> traced.add((RequestTiming) record))
                .toCompletableFuture()
                .join();
    }

    private static String port(Source source) {
        Matcher port = Pattern.compile("listens on \\[(\\d+)]").matcher(source.details());
        assertThat(port.find()).isTrue();
        return port.group(1);
    }

    @Test
    void spans_haveTheTimesOfOurOwnRecordsOfTheSameRequests() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(this::serve);
                GatewayFixture gateway = GatewayFixture.before(server.url());
                Source source = listen();
                SdkTracerProvider provider = SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(OtlpGrpcSpanExporter.builder()
                                .setEndpoint("http://127.0.0.1:" + port(source))
                                .build()))
                        .build()) {
            for (int i = 0; i < REQUESTS; i++) {
                call(provider.get("shop"), gateway);
                assertThat(provider.forceFlush().join(60, TimeUnit.SECONDS).isSuccess())
                        .isTrue();
                gateway.records(i + 1);
            }

            assertThat(traced).hasSize(REQUESTS);
            for (int i = 0; i < REQUESTS; i++) {
                compare(traced.get(i), gateway.records.get(i), arrivedNanos.get(i) - begunNanos.get(i));
            }
        } finally {
            reading.shutdownNow();
        }
    }

    /** @param aheadNanos from when the application began until the server had the request: so much may its times be longer */
    private static void compare(RequestTiming span, RequestTiming ours, long aheadNanos) {
        assertThat(span.getOrigin()).isEqualTo(Origin.TRACED);
        assertThat(span.getTarget()).isEqualTo("lab-openai-tiny");
        assertThat(span.getOutcome()).isEqualTo(ours.getOutcome()).isEqualTo(Outcome.OK);
        assertThat(span.getStreamed()).isEqualTo(ours.getStreamed()).isTrue();
        assertThat(span.getInputTokens()).isEqualTo(ours.getInputTokens());
        assertThat(span.getOutputTokens()).isEqualTo(ours.getOutputTokens());
        assertThat(span.getFinishReason()).isEqualTo(ours.getFinishReason());
        between(span.getFirstChunkNanos(), ours.getFirstChunkNanos(), ours.getFirstTokenNanos(), aheadNanos);
        between(span.getFirstTokenNanos(), ours.getFirstTokenNanos(), ours.getLastTokenNanos(), aheadNanos);
        assertThat(span.getLastTokenNanos()).isGreaterThanOrEqualTo(ours.getLastTokenNanos() - CLOCK_NANOS);
    }

    private static void between(long traced, long own, long next, long aheadNanos) {
        assertThat(traced).isBetween(own - CLOCK_NANOS, next + aheadNanos + CLOCK_NANOS);
    }
}
