package io.tachograph.generation;

import static io.tachograph.generation.Deployment.SWIFT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes and comes back. */
class BrokerRestartTest {
    @TempDir
    Path directory;

    @Test
    void brokerThatRestarts_losesNoTaskAndMeanwhileNoneIsAccepted() throws Exception {
        try (Deployment deployment = new Deployment(directory)) {
            Api api = deployment.api();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                ids.add(api.submit(SWIFT, 3));
            }
            deployment.restartKafka(() -> assertThat(api.keyed("POST", "/generate", "{\"prompt\": \"a\"}")
                            .statusCode())
                    .isEqualTo(503));
            var unused = deployment.worker(deployment.config("worker-silence: 1m"));

            for (String id : ids) {
                assertThat(api.awaitStatus(id, "completed").get("attempts").asInt())
                        .isEqualTo(1);
            }
        }
    }
}
