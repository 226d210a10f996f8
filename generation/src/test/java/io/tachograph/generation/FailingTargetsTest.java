package io.tachograph.generation;

import static io.tachograph.generation.Deployment.FICKLE;
import static io.tachograph.generation.Deployment.SWIFT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.simulator.Faults;
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
    @TempDir
    static Path directory;

    private static Deployment deployment;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        deployment = new Deployment(directory);
        api = deployment.api();
        var unused = deployment.worker(deployment.config(
                "task-time-limit: 10s\nleave-alone: 50ms\nmax-attempts: 3\ndrain-limit: 0s",
                List.of(
                        "  - {url: \"http://127.0.0.1:" + deadPort() + "\", model: swift}",
                        "  - {url: \"" + deployment.fleet.replicas().get(0).uri() + "\", model: swift, cluster: alive}",
                        "  - {url: \"" + deployment.fickle().uri() + "\", model: fickle}")));
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
    void targetThatTakesNoRequests_isTriedAsOftenAsIsAllowed() throws Exception {
        deployment.fickle().faults(Faults.rateLimited(1));

        JsonNode error = error(api.submit(FICKLE, 20));
        assertThat(error.get("error_type").asText()).isEqualTo("RateLimited");
        assertThat(error.get("attempts").asInt()).isEqualTo(3);
    }
}
