package io.tachograph.standalone.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.schemas.Topics;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.standalone.TachographProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, as processes of their own. */
class GenerationProcessesTest {
    private static final String KEY = "key-of-a-test";

    private static final ReplicaConfig MODEL =
            ReplicaConfig.of("one", "atlas-8b", new LatencyLaw(0.05, 0, 0.005, 0, 0));

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    private JsonNode call(String method, String address, String path, String body) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(Duration.ofMinutes(2))
                        .header("X-API-Key", KEY)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
        return new ObjectMapper().readTree(response.body());
    }

    private String configuration(SimulatedFleet fleet) throws Exception {
        Path file = directory.resolve("tachograph.yml");
        Files.writeString(
                file,
                "generation: {port: 0, requests-per-minute: 100000, burst: 100000, worker-silence: 6s}\n"
                        + "targets:\n  - {url: \"" + fleet.replicas().get(0).uri() + "\", model: atlas-8b}\n");
        return file.toString();
    }

    /** To close a process is to kill it. The API is killed when it has accepted tasks, and the worker when it has begun with them. */
    @Test
    void killedProcesses_loseNoTaskThatWasAccepted() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                SimulatedFleet fleet = SimulatedFleet.start(new FleetConfig("127.0.0.1", 42, false, List.of(MODEL)))) {
            kafka.createTopics(
                    List.of(Topics.GENERATION_REQUESTS, Topics.GENERATION_EVENTS, Topics.REQUEST_TIMINGS), 2);
            String brokers = kafka.access().bootstrapServers();
            String file = configuration(fleet);
            List<String> ids = new ArrayList<>();
            try (TachographProcess worker = start("worker", file, brokers)) {
                worker.awaitLine("Models");
                try (TachographProcess first = start("generation", file, brokers)) {
                    String address = first.awaitLine("API");
                    for (int i = 0; i < 40; i++) {
                        ids.add(call("POST", address, "/generate", "{\"prompt\": \"Hello\", \"max_tokens\": 9}")
                                .get("task_id")
                                .asText());
                    }
                }
            }
            try (TachographProcess worker = start("worker", file, brokers);
                    TachographProcess second = start("generation", file, brokers)) {
                String address = second.awaitLine("API");
                for (String id : ids) {
                    JsonNode result = await().atMost(Duration.ofMinutes(2))
                            .until(
                                    () -> call("GET", address, "/result/" + id, ""),
                                    found -> !found.get("status").asText().matches("queued|processing"));
                    assertThat(result.get("status").asText())
                            .as(result.toString())
                            .isEqualTo("completed");
                    assertThat(result.get("metrics").get("completion_tokens").asInt())
                            .isEqualTo(9);
                }
                assertRequestLogs(ids);
                worker.interrupt();
                second.interrupt();
                assertThat(worker.awaitEnd()).as(worker.lines().toString()).isIn(0, 143);
                assertThat(second.awaitEnd()).as(second.lines().toString()).isIn(0, 143);
            }
        }
    }

    /** What was accepted is in the log of the API that accepted it, and what was ended in that of a worker; no prompt is. */
    private void assertRequestLogs(List<String> ids) throws Exception {
        String accepted = Files.readString(directory.resolve("generation/llm_requests.log"));
        assertThat(accepted.lines()).hasSameSizeAs(ids);
        assertThat(accepted).contains(ids).contains("\"status\":\"queued\",\"model\":\"atlas-8b\"");
        String ended = Files.readString(directory.resolve("worker/llm_requests.log"));
        assertThat(ended).contains("\"status\":\"completed\",\"attempts\":", "\"completion_tokens\":9");
        assertThat(accepted + ended).doesNotContain("Hello");
    }

    private TachographProcess start(String command, String file, String brokers) throws Exception {
        return TachographProcess.start(
                Map.of("API_KEYS", KEY, "LOG_DIR", directory.resolve(command).toString()),
                command,
                "--config",
                file,
                "--kafka",
                brokers);
    }
}
