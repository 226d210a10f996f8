package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server's metrics a run puts beside its own, and what it says when there are none. */
class MetricsOfServerTest {
    @TempDir
    private Path directory;

    @Test
    void ownAuthority_isBelievedForTheMetricsToo() throws Exception {
        SelfSigned tls = SelfSigned.in(directory);
        AtomicInteger answered = new AtomicInteger();
        try (OddServer server = OddServer.overTls(tls.socket(), (connection, request) -> {
            if (request > 0) {
                OddServer.answer(connection, "200 OK", "text/event-stream", OddServer.STREAM);
                answered.incrementAndGet();
            } else {
                String metrics = """
                        # TYPE vllm:request_success_total counter
                        vllm:request_success_total{model_name="m"} %s
                        """.formatted(answered.get());
                OddServer.answer(connection, "200 OK", "text/plain", metrics);
            }
        })) {
            Ran ran = bench(server.url(), "--ca-file", tls.certificate().toString());

            assertThat(ran.err()).isEmpty();
            assertThat(ran.code()).isZero();
            JsonNode report = Json.file(directory.resolve("result.json")).get("server");
            assertThat(report.get("absent").isNull()).as(report.toString()).isTrue();
            assertThat(report.get("engine").asText()).containsIgnoringCase("vllm");
            assertThat(report.get("url").asText()).isEqualTo(server.url() + "/metrics");
        }
    }

    @Test
    void apiWithoutMetrics_isNotAskedAndSaidToHaveNone() throws Exception {
        AtomicInteger gets = new AtomicInteger();
        String stream = """
                {"message":{"content":"hi"},"done":false}
                {"message":{"content":""},"done":true,"done_reason":"stop","eval_count":1}
                """;
        try (OddServer server = OddServer.of((connection, request) -> {
            gets.addAndGet(request > 0 ? 0 : 1);
            OddServer.answer(connection, "200 OK", "application/x-ndjson", stream);
        })) {
            Ran ran = bench(server.url(), "--api", "ollama-chat");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("Server      Ollama has no metrics of its server that could be compared");
            // The version is asked for.
            assertThat(gets.get()).isLessThanOrEqualTo(1);
        }
    }

    private Ran bench(String target, String... options) {
        String[] line = new String[options.length + 8];
        System.arraycopy(
                new String[] {
                    "bench", "--target", target, "--model", "m", "--requests=3", "--output", directory.toString()
                },
                0,
                line,
                0,
                8);
        System.arraycopy(options, 0, line, 8, options.length);
        return Ran.of(line);
    }
}
