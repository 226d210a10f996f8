package io.tachograph.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tachograph up} as a newcomer meets it. */
class UpTest {
    @TempDir
    private Path directory;

    private static HttpResponse<String> get(String url, String key) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("X-API-Key", key)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String url, String key, String json)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("X-API-Key", key)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void newcomer_seesModelsRankedAndComesBackToTheSameHistory() throws Exception {
        Path data = directory.resolve("data");
        String key;
        try (UpProcess up = UpProcess.start(data)) {
            // When: the first start
            up.awaitValue("Stop");
            String url = up.awaitValue("Docs").replace("/docs", "");
            key = Files.readString(data.resolve("api-key")).strip();
            // Then: the ranking agrees with the simulator's stated laws, once there are enough blocks to part the
            // models
            await().atMost(Duration.ofMinutes(4))
                    .untilAsserted(() -> assertThat(
                                    get(url + "/api/v1/benchmark/ttft", key).body())
                            .containsSubsequence("atlas-8b", "\"rank\":1", "borealis-32b", "\"rank\":2", "cygnus-70b"));
            assertThat(get(url + "/api/v1/benchmark/TTFT", "wrong-key").statusCode())
                    .isEqualTo(401);
            assertThat(get(url + "/health", "").body()).contains("\"healthy\"");
            assertThat(get(url + "/metrics", "").body())
                    .contains("tachograph_publisher_events_total{state=\"acknowledged\"}")
                    .contains("tachograph_probe_requests_sent_total{target=\"sim-1-vllm-atlas-8b\"}")
                    .contains("tachograph_housekeeping_last_success_timestamp_seconds{task=\"merge\"}")
                    .contains("tachograph_housekeeping_last_success_timestamp_seconds{task=\"retention\"}")
                    .contains("tachograph_housekeeping_failures_total{task=\"merge\"} 0.0");
            assertThat(post(
                                    url + "/api/v1/events",
                                    key,
                                    "{\"kind\": \"deploy\", \"text\": \"a newcomer\", \"id\": \"n-1\"}")
                            .statusCode())
                    .isEqualTo(202);
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(
                            () -> assertThat(get(url + "/api/v1/events", key).body())
                                    .contains("\"id\":\"n-1\"", "a newcomer"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("api-key"))))
                    .isEqualTo("rw-------");

            // When: a second start on the same data directory
            try (UpProcess second = UpProcess.start(data)) {
                assertThat(second.awaitEnd()).isEqualTo(1);
                await().untilAsserted(() -> assertThat(second.lines())
                        .singleElement()
                        .asString()
                        .contains("another Tachograph, process ", "runs on the data directory", "--data-dir"));
            }

            // When: Ctrl-C
            up.interrupt();
            up.awaitEnd();
            await().untilAsserted(() -> assertThat(up.lines()).endsWith("Stopping ...", "Stopped."));
            assertThat(String.join("\n", up.lines())).doesNotContain("Exception", "\tat ");
        }

        // When: started again, with nothing to probe that answers
        try (UpProcess again = UpProcess.start(data, "--target", "http://127.0.0.1:9", "--model", "nobody")) {
            again.awaitValue("Stop");
            String url = again.awaitValue("Docs").replace("/docs", "");

            // Then: key and history are the same
            assertThat(get(url + "/api/v1/benchmark/TTFT", key).body())
                    .contains("\"llm_name\":\"atlas-8b\"", "\"llm_name\":\"cygnus-70b\"");
        }
    }

    @Test
    void error_isOneSentenceAndAnExitCode() throws Exception {
        try (UpProcess up = UpProcess.start(directory.resolve("x"), "--target", "ftp://host", "--model", "m")) {
            assertThat(up.awaitEnd()).isEqualTo(2);
            await().untilAsserted(() -> assertThat(up.lines())
                    .containsExactly(
                            "tachograph: target host-openai-m: URL 'ftp://host' must be http(s)://host[:port][/path]"));
        }
    }
}
