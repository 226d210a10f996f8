package io.tachograph.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    private static HttpResponse<String> postJson(String url, String key, String json)
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

    /** @param label of the line that says where it answers */
    private static String post(UpProcess up, String label, String path, String key, String body)
            throws IOException, InterruptedException {
        String address = up.awaitValue(label).split(" ", 2)[0];
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .header("X-API-Key", key)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
        return response.body();
    }

    /** Both ways to send a request of one's own to the simulated fleet, and what is left of them. */
    private static void sendRequests(UpProcess up, String url, String key) throws IOException, InterruptedException {
        assertThat(post(
                        up,
                        "Gateway",
                        "/chat/completions",
                        key,
                        "{\"model\":\"atlas-8b\",\"stream\":true,\"max_tokens\":3,\"messages\":"
                                + "[{\"role\":\"user\",\"content\":\"How far away?\"}]}"))
                .endsWith("data: [DONE]\n\n");
        String task = post(up, "Generate", "/generate", key, "{\"prompt\":\"Hello\",\"max_tokens\":3}");
        String id = task.replaceAll(".*\"task_id\":\"([^\"]+)\".*", "$1");
        String address = up.awaitValue("Generate").split(" ", 2)[0];
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(get(address + "/result/" + id, key).body())
                                .contains("\"completed\"", "\"completion_tokens\":3"));
        assertThat(get(url + "/metrics", "").body())
                .contains("tachograph_gateway_requests_total{state=\"passed\"} 1.0")
                .contains("tachograph_worker_tasks_ended_total{status=\"completed\"} 1.0");
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
            sendRequests(up, url, key);
            // Then: the ranking agrees with the simulator's stated laws, once there are enough blocks to part the
            // models
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(2))
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
            // The key may send one request a second, and has used up its burst.
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> postJson(
                                            url + "/api/v1/events",
                                            key,
                                            "{\"kind\": \"deploy\", \"text\": \"a newcomer\", \"id\": \"n-1\"}")
                                    .statusCode()
                            == 202);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(2))
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

            // Then: targets of one's own are not open to all who have a key for reading
            assertThat(again.awaitValue("Gateway")).isEqualTo("off; up.gateway: true turns it on");
            assertThat(again.awaitValue("Generate")).isEqualTo("off; up.generation: true turns it on");
            // Then: key and history are the same
            assertThat(get(url + "/api/v1/benchmark/TTFT", key).body())
                    .contains("\"llm_name\":\"atlas-8b\"", "\"llm_name\":\"cygnus-70b\"");
        }
    }

    @Test
    void takenPort_isOneSentenceThatNamesItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = directory.resolve("ports.yml");
            Files.writeString(
                    config, "api: {port: 0}\ngeneration: {port: 0}\ngateway: {port: " + taken.getLocalPort() + "}\n");
            try (UpProcess up = UpProcess.startOn(directory.resolve("y"), "--config", config.toString())) {
                assertThat(up.awaitEnd()).isEqualTo(1);
                await().untilAsserted(() -> assertThat(up.lines())
                        .contains("tachograph: The gateway cannot start: port " + taken.getLocalPort()
                                + " of 127.0.0.1 is already in use; gateway.port can name another."));
            }
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
