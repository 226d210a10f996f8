package io.tachograph.generation;

import static io.tachograph.generation.Deployment.FICKLE;
import static io.tachograph.generation.Deployment.KEY;
import static io.tachograph.generation.Deployment.SWIFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.Keep;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.endpoint.Targets;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.config.TargetSection;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.simulator.Faults;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a task, from its submission to its result, with two instances of the API and a worker. */
class GenerationTest {
    @TempDir
    static Path directory;

    private static Deployment deployment;
    private static Api api;
    private static Api other;

    @BeforeAll
    static void start() throws Exception {
        deployment = new Deployment(directory);
        api = deployment.api();
        other = deployment.api();
        var unused = deployment.worker(deployment.config("in-flight-per-target: 1\ndrain-limit: 0s"));
    }

    @AfterAll
    static void stop() throws Exception {
        deployment.close();
    }

    @Test
    void task_isQueuedThenCompletedWithWhatWasMeasured() throws Exception {
        HttpResponse<String> accepted = api.keyed("POST", "/generate", """
                {"prompt": "Write a Python function to reverse a string", "max_tokens": 12, "temperature": 0.7,
                 "top_p": 0.9, "user_id": "user-12345"}""");

        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonNode task = Api.json(accepted);
        assertThat(task.get("status").asText()).isEqualTo("queued");
        assertThat(task.get("message").asText())
                .isEqualTo("Your request is being processed. Use the task_id to check status.");
        String id = task.get("task_id").asText();
        api.awaitStatus(id, "completed");
        JsonNode result = api.get("/result/" + id);
        assertThat(result.get("status").asText()).isEqualTo("completed");
        assertThat(result.get("task_id").asText()).isEqualTo(id);
        assertThat(result.get("attempts").asInt()).isEqualTo(1);
        // A word of the simulator's is a token, and each begins with a blank.
        assertThat(result.get("result").asText().split(" ", -1)).hasSize(13);
        JsonNode metrics = result.get("metrics");
        assertThat(metrics.get("completion_tokens").asInt()).isEqualTo(12);
        assertThat(metrics.get("prompt_tokens").asInt()).isPositive();
        double processing = metrics.get("processing_time").asDouble();
        assertThat(processing).isPositive();
        assertThat(metrics.get("queue_wait_time").asDouble()).isNotNegative();
        assertThat(metrics.get("total_time").asDouble())
                .isCloseTo(metrics.get("queue_wait_time").asDouble() + processing, within(0.002));
        // Both were rounded.
        assertThat(metrics.get("tokens_per_second").asDouble() * processing).isCloseTo(12, within(1.0));
    }

    @Test
    void everyInstance_knowsATaskAtOnce() throws Exception {
        String id = api.submit(SWIFT, 4);

        assertThat(other.keyed("GET", "/status/" + id, "").statusCode()).isEqualTo(200);
        assertThat(other.awaitStatus(id, "completed").get("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void stream_tellsTheAnswerPieceByPieceToEveryWatcher() throws Exception {
        String id = api.submit(SWIFT, 40);
        CompletableFuture<List<Api.Event>> elsewhere = CompletableFuture.supplyAsync(() -> {
            try {
                return other.allEvents(id);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        List<Api.Event> events = api.allEvents(id);

        Api.Event last = events.get(events.size() - 1);
        String result = last.data().get("result").asText();
        assertThat(last.data().get("status").asText()).isEqualTo("completed");
        assertThat(last.data().get("metrics").get("completion_tokens").asInt())
                .isEqualTo(result.split(" ", -1).length - 1);
        assertThat(Api.text(events)).isEqualTo(result).isNotBlank();
        assertThat(Api.text(elsewhere.get(2, TimeUnit.MINUTES))).isEqualTo(result);
        assertThat(events.subList(0, events.size() - 1))
                .allSatisfy(
                        event -> assertThat(event.data().get("status").asText()).isIn("queued", "processing"));
    }

    @Test
    void stream_resumesAtAnotherInstanceAfterTheLastEvent() throws Exception {
        deployment.fickle().faults(Faults.stall(1));
        String id = api.submit(FICKLE, 30);
        List<Api.Event> before = api.events(id, event -> !event.delta().isEmpty());
        String told = before.get(before.size() - 1).id();
        api.keyed("DELETE", "/tasks/" + id, "");
        api.awaitStatus(id, "cancelled");

        List<Api.Event> after = other.allEvents(id, "Last-Event-ID", told);
        List<Api.Event> whole = other.allEvents(id);
        assertThat(Api.text(before) + Api.text(after))
                .isEqualTo(Api.text(whole))
                .isNotBlank();
        String end = after.get(after.size() - 1).id();
        assertThat(api.send("GET", "/stream/" + id, "", "X-API-Key", KEY, "Last-Event-ID", end)
                        .statusCode())
                .isEqualTo(204);
    }

    /** Positions between the pieces in which the answer came: also of clients that count for themselves. */
    @Test
    void stream_resumesInTheMiddleOfAPiece() throws Exception {
        String id = api.submit(SWIFT, 20);
        api.awaitStatus(id, "completed");
        String result = api.get("/result/" + id).get("result").asText();

        assertThat(Api.text(other.allEvents(id, "Last-Event-ID", "1-7"))).isEqualTo(result.substring(7));
        assertThat(Api.text(other.allEvents(id, "Last-Event-ID", "1-" + result.length())))
                .isEmpty();
        assertThat(Api.text(other.allEvents(id, "Last-Event-ID", "1-999999"))).isEqualTo(result);
    }

    @Test
    void cancelling_endsATaskThatRunsAndOneThatWaits() throws Exception {
        deployment.fickle().faults(Faults.stall(1));
        String runs = api.submit(FICKLE, 30);
        api.awaitStatus(runs, "processing");
        String waits = api.submit(FICKLE, 30);

        HttpResponse<String> atOnce = api.keyed("DELETE", "/tasks/" + waits, "");
        HttpResponse<String> soon = api.keyed("DELETE", "/tasks/" + runs, "");

        assertThat(atOnce.statusCode()).isEqualTo(200);
        assertThat(Api.json(atOnce).get("status").asText()).isEqualTo("cancelled");
        assertThat(soon.statusCode()).isIn(200, 202);
        other.awaitStatus(runs, "cancelled");
        JsonNode result = other.get("/result/" + runs);
        assertThat(result.get("status").asText()).isEqualTo("error");
        assertThat(result.get("error_type").asText()).isEqualTo("Cancelled");
        assertThat(api.keyed("DELETE", "/tasks/" + runs, "").statusCode()).isEqualTo(200);
    }

    /** With one place at each target. */
    @Test
    void oneModelsBurst_keepsNoOtherWaiting() throws Exception {
        deployment.fickle().faults(Faults.stall(1));
        List<String> burst =
                List.of(api.submit(FICKLE, 30), api.submit(FICKLE, 30), api.submit(FICKLE, 30), api.submit(FICKLE, 30));

        api.awaitStatus(api.submit(SWIFT, 4), "completed");

        for (String id : burst) {
            assertThat(api.get("/status/" + id).get("status").asText()).isIn("queued", "processing");
            api.keyed("DELETE", "/tasks/" + id, "");
        }
        for (String id : burst) {
            api.awaitStatus(id, "cancelled");
        }
    }

    @Test
    void everyAttempt_isARequestTiming() throws Exception {
        String id = api.submit(SWIFT, 5);
        api.awaitStatus(id, "completed");

        assertThat(deployment.timings).anySatisfy(timing -> {
            assertThat(timing.getRequestId().bytes()).isEqualTo(bytes(UUID.fromString(id)));
            assertThat(timing.getOrigin()).isEqualTo(Origin.GATEWAY);
            assertThat(timing.getOutcome()).isEqualTo(Outcome.OK);
            assertThat(timing.getOutputTokens()).isEqualTo(5);
        });
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** By the API kind of this API, which load tests and probes have. */
    @Test
    void ourOwnClient_readsItsAnswersStreamedAndAsked() throws Exception {
        try (HttpClient http = HttpClient.start(HttpClientConfig.defaults())) {
            for (boolean streamed : new boolean[] {true, false}) {
                CompletableFuture<Finished> finished = new CompletableFuture<>();
                var unused = Targets.of(
                                new TargetSection(
                                                api.url(""),
                                                SWIFT,
                                                null,
                                                null,
                                                "tachograph-tasks",
                                                "KEY",
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null)
                                        .toTarget(),
                                http,
                                Map.of("KEY", KEY)::get)
                        .send(
                                new PromptRequest(
                                        UUID.randomUUID(),
                                        1,
                                        Prompt.of("Hello"),
                                        new RequestOptions(
                                                streamed, 6, 0.5, Duration.ofMinutes(1), new Keep(true, false)),
                                        System.nanoTime(),
                                        new Provenance(Origin.LOAD, "test", null)),
                                finished::complete);

                Finished told = finished.get(2, TimeUnit.MINUTES);
                assertThat(told.record().getError()).isNull();
                assertThat(told.record().getOutcome()).isEqualTo(Outcome.OK);
                assertThat(told.record().getOutputTokens()).isEqualTo(6);
                assertThat(told.details().text()).isNotBlank();
            }
        }
    }

    @Test
    void health_hasItsFields() throws Exception {
        JsonNode health = await().atMost(Api.LONG)
                .until(
                        () -> Api.json(api.send("GET", "/health", "")),
                        found -> found.get("status").asText().equals("healthy"));

        assertThat(health.get("redis_connected").asBoolean()).isTrue();
        assertThat(health.get("model_loaded").asBoolean()).isTrue();
        assertThat(health.get("version").asText()).isNotBlank();
        assertThat(health.get("backend").asText()).isEqualTo("openai");
        assertThat(health.get("model").asText()).isEqualTo(SWIFT);
        assertThat(health.get("available_models")).extracting(JsonNode::asText).containsExactly(SWIFT, FICKLE);
    }

    @Test
    void metrics_countTasks() throws Exception {
        api.awaitStatus(api.submit(SWIFT, 3), "completed");

        HttpResponse<String> metrics = api.send("GET", "/metrics", "");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .containsPattern("tachograph_generation_tasks\\{status=\"completed\"} [1-9]")
                .contains("route=\"/generate\"");
    }
}
