package io.tachograph.standalone.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.TachographProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Instances of the generation API and its workers, as processes that can be killed. Submitting is safe beside a kill. */
final class TaskProcesses implements AutoCloseable {
    static final int OF_EACH = 2;
    static final String MODEL = "atlas-8b";
    private static final String KEY = "key-of-a-test";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final KafkaAccess kafka;
    private final Path configuration;
    private final List<TachographProcess> apis = new CopyOnWriteArrayList<>();
    /** Where each API listens, or did before it was killed. */
    private final List<String> addresses = new CopyOnWriteArrayList<>();

    private final List<TachographProcess> workers = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    TaskProcesses(KafkaAccess kafka, Path configuration) {
        this.kafka = kafka;
        this.configuration = configuration;
    }

    void start() throws IOException {
        for (int i = 0; i < OF_EACH; i++) {
            apis.add(process("generation"));
            workers.add(process("worker"));
        }
        apis.forEach(api -> addresses.add(api.awaitLine("API")));
        workers.forEach(worker -> worker.awaitLine("Models"));
    }

    private TachographProcess process(String command) throws IOException {
        return TachographProcess.start(
                Map.of("API_KEYS", KEY),
                command,
                "--config",
                configuration.toString(),
                "--kafka",
                kafka.bootstrapServers());
    }

    /** Kills it and starts another in its place. */
    void killApi(int number) throws IOException {
        apis.get(number).kill();
        apis.set(number, process("generation"));
        addresses.set(number, apis.get(number).awaitLine("API"));
    }

    /** Kills it and starts another in its place. */
    void killWorker(int number) throws IOException {
        workers.get(number).kill();
        workers.set(number, process("worker"));
        workers.get(number).awaitLine("Models");
    }

    /** Submits to one API after the other until so many tasks were accepted; returns their ids. */
    List<String> submit(int tasks, int tokens) {
        List<String> ids = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; ids.size() < tasks; i++) {
            if (System.nanoTime() > end) {
                throw new AssertionError("only " + ids.size() + " of " + tasks + " tasks were accepted");
            }
            try {
                HttpResponse<String> answer = call(
                        i % OF_EACH,
                        "POST",
                        "/generate",
                        "{\"prompt\": \"Task " + i + "\", \"max_tokens\": " + tokens + "}");
                if (answer.statusCode() == 202) {
                    ids.add(json.readTree(answer.body()).get("task_id").asText());
                } else if (answer.statusCode() != 503) {
                    throw new AssertionError(answer.body());
                }
            } catch (IOException dead) {
                // It was not accepted: the caller knows no id.
            }
        }
        return ids;
    }

    /** What each API says of a task that has ended, which is waited for. */
    List<JsonNode> results(String id) throws IOException {
        List<JsonNode> results = new ArrayList<>();
        for (int api = 0; api < OF_EACH; api++) {
            int number = api;
            results.add(await(id)
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(
                            () -> json.readTree(
                                    call(number, "GET", "/result/" + id, "").body()),
                            said -> !said.path("status").asText("queued").matches("queued|processing")));
        }
        return results;
    }

    long attempts(String id) throws IOException {
        return json.readTree(call(0, "GET", "/status/" + id, "").body())
                .get("attempts")
                .asLong();
    }

    private HttpResponse<String> call(int api, String method, String path, String body) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(addresses.get(api) + path))
                            .timeout(Duration.ofMinutes(1))
                            .header("X-API-Key", KEY)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        apis.forEach(TachographProcess::close);
        workers.forEach(TachographProcess::close);
    }
}
