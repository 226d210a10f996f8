package io.tachograph.generation;

import static io.tachograph.generation.Deployment.FICKLE;
import static io.tachograph.generation.Deployment.SWIFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tachograph.simulator.Faults;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.SimulatedFleet;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of tasks whose targets do not answer as they should. */
class FailingTargetsTest {
    private static final String UNLIMITED = "requests-per-minute: 1000000\nburst: 1000000";

    @TempDir
    static Path directory;

    private static Deployment deployment;
    private static Api api;
    private static final PrometheusRegistry METRICS = new PrometheusRegistry();
    private static int absentPort;

    @BeforeAll
    static void start() throws Exception {
        deployment = new Deployment(directory);
        absentPort = deadPort();
        api = deployment.api(UNLIMITED, targets());
        var unused = deployment.worker(
                deployment.config(
                        "task-time-limit: 10s\nleave-alone: 50ms\nmax-attempts: 3\ndrain-limit: 0s", targets()),
                METRICS);
    }

    private static List<String> targets() throws Exception {
        return List.of(
                "  - {url: \"http://127.0.0.1:" + deadPort() + "\", model: swift}",
                "  - {url: \"" + deployment.fleet.replicas().get(0).uri() + "\", model: swift, cluster: alive}",
                "  - {url: \"" + deployment.fickle().uri() + "\", model: fickle}",
                "  - {url: \"http://127.0.0.1:" + absentPort + "\", model: absent}");
    }

    private static double rings() {
        return METRICS.scrape().stream()
                .filter(metric -> metric.getMetadata().getName().equals("tachograph_worker_target_rings"))
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> "false".equals(point.getLabels().get("answered")))
                .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    private static int deadPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        deployment.close();
    }

    private static JsonNode error(String id) throws Exception {
        assertThat(api.awaitStatus(id, "failed").get("message").asText()).startsWith("Task failed: ");
        JsonNode result = api.get("/result/" + id);
        assertThat(result.get("status").asText()).isEqualTo("error");
        assertThat(result.get("task_id").asText()).isEqualTo(id);
        assertThat(result.get("error_message").asText()).isNotBlank();
        return result;
    }

    /** The first target is dead, and least loaded targets are asked in the order of the configuration. */
    @Test
    void refusedConnection_isTriedOnAnotherTargetAndCounted() throws Exception {
        String id = api.submit(SWIFT, 6);

        assertThat(api.awaitStatus(id, "completed").get("attempts").asInt()).isEqualTo(2);
        assertThat(api.get("/result/" + id)
                        .get("metrics")
                        .get("completion_tokens")
                        .asInt())
                .isEqualTo(6);
    }

    @Test
    void taskThatTakesTooLong_failsAtItsLimit() throws Exception {
        deployment.fickle().faults(Faults.stall(1));

        assertThat(error(api.submit(FICKLE, 20)).get("error_type").asText()).isEqualTo("TimeLimitExceeded");
    }

    @Test
    void answerThatIsCut_isNotTriedAgain() throws Exception {
        deployment.fickle().faults(Faults.cutStream(1));

        JsonNode error = error(api.submit(FICKLE, 20));
        assertThat(error.get("error_type").asText()).isEqualTo("StreamError");
        assertThat(error.get("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void errorOfTheTarget_isTold() throws Exception {
        deployment.fickle().faults(Faults.http500(1));

        JsonNode error = error(api.submit(FICKLE, 20));
        assertThat(error.get("error_type").asText()).isEqualTo("HttpError");
        assertThat(error.get("attempts").asInt()).isEqualTo(1);
        List<Api.Event> events = api.allEvents(error.get("task_id").asText());
        assertThat(events.get(events.size() - 1).data().get("error_type").asText())
                .isEqualTo("HttpError");
    }

    @Test
    void targetThatTakesNoRequests_isWaitedFor_howeverOftenItTurnsTasksAway() throws Exception {
        deployment.fickle().faults(Faults.rateLimited(1));
        String first = api.submit(FICKLE, 6);
        // More than the three that are allowed.
        await().atMost(Api.LONG)
                .until(() -> api.get("/status/" + first).get("attempts").asInt() > 3);
        String second = api.submit(FICKLE, 6);
        // They take turns.
        await().atMost(Api.LONG)
                .until(() -> api.get("/status/" + second).get("attempts").asInt() > 0);
        deployment.fickle().faults(Faults.none());

        assertThat(api.awaitStatus(first, "completed").get("attempts").asInt()).isGreaterThan(4);
        assertThat(api.awaitStatus(second, "completed").get("attempts").asInt()).isGreaterThan(1);
    }

    /** However long it lasts: with pauses that double there are five rings within some seconds, and three attempts at most. */
    @Test
    void outageOfATarget_usesUpOneAttempt_andOneThatIsCancelledEndsMeanwhile() throws Exception {
        String waits = api.submit("absent", 6);
        assertThat(api.awaitStatus(waits, "processing").get("attempts").asInt()).isEqualTo(1);
        String cancelled = api.submit("absent", 6);
        double before = rings();
        await().atMost(Api.LONG).until(() -> rings() >= before + 5);
        api.keyed("DELETE", "/tasks/" + cancelled, "");
        api.awaitStatus(cancelled, "cancelled");
        ReplicaConfig back = ReplicaConfig.of("back", "absent", new LatencyLaw(0.001, 0, 0.002, 0, 0))
                .withPort(absentPort);
        try (SimulatedFleet fleet = SimulatedFleet.start(new FleetConfig("127.0.0.1", 7, false, List.of(back)))) {
            assertThat(fleet.replicas()).hasSize(1);

            assertThat(api.awaitStatus(waits, "completed").get("attempts").asInt())
                    .isEqualTo(2);
        }
    }
}
