package io.tachograph.generation;

import static io.tachograph.generation.Deployment.FICKLE;
import static io.tachograph.generation.Deployment.SWIFT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.simulator.Faults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What death takes away: nothing that was accepted. */
class TakeoverTest {
    private static final String MORTAL = "worker-silence: 6s\ndrain-limit: 0s\nlanes: 1";
    /** On a busy machine a thread may be silent for 6 s; this one must not be taken for dead. */
    private static final String LASTING = "worker-silence: 1m\ndrain-limit: 0s\nlanes: 1";

    @TempDir
    Path directory;

    @Test
    void killedWorkersTasks_areRunByAnotherWhichSaysSo() throws Exception {
        try (Deployment deployment = new Deployment(directory)) {
            Api api = deployment.api();
            deployment.fickle().faults(Faults.stall(1));
            Process first =
                    WorkerProcess.start(deployment.kafka.access().bootstrapServers(), deployment.configFile(MORTAL));
            try {
                String id = api.submit(FICKLE, 12);
                List<Api.Event> before = api.events(id, event -> !event.delta().isEmpty());
                first.destroyForcibly();
                assertThat(first.waitFor(2, TimeUnit.MINUTES)).isTrue();
                deployment.fickle().faults(Faults.none());
                var unused = deployment.worker(deployment.config(LASTING));

                JsonNode completed = api.awaitStatus(id, "completed");

                assertThat(completed.get("attempts").asInt()).isEqualTo(2);
                JsonNode result = api.get("/result/" + id);
                assertThat(result.get("metrics").get("completion_tokens").asInt())
                        .isEqualTo(12);
                assertThat(result.get("result").asText().split(" ", -1)).hasSize(13);
                // Who comes back hears the second attempt from its beginning.
                List<Api.Event> after = api.allEvents(
                        id, "Last-Event-ID", before.get(before.size() - 1).id());
                assertThat(after.get(0).data().get("restarted").asBoolean()).isTrue();
                assertThat(Api.text(after)).isEqualTo(result.get("result").asText());
            } finally {
                first.destroyForcibly();
            }
        }
    }

    @Test
    void apiAndWorkerThatStop_leaveTasksToThoseThatStart() throws Exception {
        try (Deployment deployment = new Deployment(directory)) {
            List<String> ids = new ArrayList<>();
            try (var first = deployment.server("requests-per-minute: 1000000\nburst: 1000000")) {
                Api api = new Api(first.port());
                for (int i = 0; i < 20; i++) {
                    ids.add(api.submit(SWIFT, 3));
                }
            }
            var unused = deployment.worker(deployment.config(LASTING));
            Api second = deployment.api();
            for (String id : ids) {
                assertThat(second.awaitStatus(id, "completed").get("attempts").asInt())
                        .isEqualTo(1);
            }
            assertThat(deployment.served).hasSize(20);
        }
    }
}
