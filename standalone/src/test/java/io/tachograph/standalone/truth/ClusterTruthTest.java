package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.FreePort;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.TachographProcess;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tachograph jobs --flink}, a JobManager and a TaskManager, each a process, between a Kafka and a database of others. */
class ClusterTruthTest {
    private static final int REQUESTS = 4_000;
    /** As many as partitions: one without would hold the clock until it counts as idle. */
    private static final int SUBTASKS = 2;

    @TempDir
    private Path directory;

    @Test
    void jobOnACluster_writesTheRowsOfAnIndependentComputation_alsoWhenTheJobManagerDies() throws Exception {
        // Given
        Scenario scenario = new Scenario(11);
        List<Scenario.Message> messages = scenario.messages(scenario.requests(REQUESTS), new int[1], new int[1]);
        int half = messages.size() / 2;
        Path config = Files.writeString(directory.resolve("tachograph.yml"), """
                probes: {timeout: 30s}
                pipeline: {max-request-duration: 60s, idle-partition-after: 10m, checkpoint-every: 1s}
                """);
        int port = FreePort.find();
        int restPort = FreePort.find();
        int metricsPort = FreePort.find();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0);
                TachographProcess taskManager = taskManager(port, metricsPort)) {
            kafka.createTopics(Topics.ALL, SUBTASKS);
            try (PostgresStore store =
                    PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 1))) {
                store.migrate();
            }
            JobsTruthTest.keepForEver(database);
            try (TachographProcess jobManager = jobManager(port, restPort);
                    TachographProcess jobs = jobs(kafka, database, config, restPort)) {
                jobs.awaitLine("Stop");
                Scenario.send(kafka.access(), messages.subList(0, half));
                awaitRow(database);
                Path state = directory.resolve("state/request-windows");
                // One that began when something had been read.
                long before = newestCheckpoint(state);
                await("checkpoints").atMost(Duration.ofMinutes(2)).until(() -> newestCheckpoint(state) >= before + 2);

                // When
                jobManager.kill();
                try (TachographProcess next = jobManager(port, restPort)) {
                    assertThat(next.isAlive()).isTrue();
                    // Then
                    assertThat(jobs.awaitEnd()).isEqualTo(1);
                    assertThat(jobs.lines().get(jobs.lines().size() - 1))
                            .startsWith("tachograph: the Flink cluster does not know the job request-windows any more");
                    try (TachographProcess again = jobs(kafka, database, config, restPort)) {
                        again.awaitLine("Stop");
                        Scenario.send(kafka.access(), messages.subList(half, messages.size()));
                        TopicReader.heartbeats(
                                kafka.access(),
                                Scenario.START_MILLIS + Scenario.SECONDS * 1_000 + 2 * Scenario.MAX_REQUEST_MILLIS);
                        JobsTruthTest.awaitRows(database, messages);
                        String metrics = JobsTruthTest.get("http://127.0.0.1:" + metricsPort + "/metrics");
                        assertThat(JobsTruthTest.sum(metrics, "records_in_total"))
                                .as("records that it did not read from the beginning")
                                .isBetween(messages.size() - half + SUBTASKS * 1.0, messages.size() - 1.0);
                        assertThat(JobsTruthTest.sum(metrics, "records_late_total"))
                                .isZero();
                        again.interrupt();
                        again.awaitEnd();
                    }
                    assertThat(taskManager.isAlive()).isTrue();
                }
            }
        }
    }

    @Test
    void clusterThatIsNotThere_isOneSentence() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            kafka.createTopics(Topics.ALL, 1);
            try (PostgresStore store =
                    PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 1))) {
                store.migrate();
            }
            int nobody = FreePort.find();
            Path config = Files.writeString(directory.resolve("tachograph.yml"), "slos: []\n");
            try (TachographProcess jobs = jobs(kafka, database, config, nobody)) {
                assertThat(jobs.awaitEnd()).isEqualTo(1);
                assertThat(jobs.lines())
                        .containsExactly(
                                "tachograph: no Flink answers at 127.0.0.1:" + nobody + " (its JobManager's REST API)");
            }
        }
    }

    private static TachographProcess jobManager(int port, int restPort) throws IOException {
        TachographProcess process = TachographProcess.start(
                Map.of(),
                "flink",
                "jobmanager",
                "--port=" + port,
                "--file-port=0",
                "--rest-port=" + restPort,
                "--metrics-port=" + FreePort.find());
        process.awaitLine("JobManager");
        return process;
    }

    private static TachographProcess taskManager(int port, int metricsPort) throws IOException {
        return TachographProcess.start(
                Map.of(),
                "flink",
                "taskmanager",
                "--jobmanager=127.0.0.1:" + port,
                "--slots=" + SUBTASKS,
                "--port=0",
                "--data-port=0",
                "--metrics-port=" + metricsPort);
    }

    private TachographProcess jobs(EmbeddedKafka kafka, EmbeddedDatabase database, Path config, int restPort)
            throws IOException {
        return TachographProcess.start(
                Map.of("POSTGRES_USER", database.user()),
                "jobs",
                "request-windows",
                "--flink=127.0.0.1:" + restPort,
                "--kafka=" + kafka.access().bootstrapServers(),
                "--postgres-url=" + database.jdbcUrl(),
                "--config=" + config,
                "--checkpoints=" + directory.resolve("state"),
                "--parallelism=" + SUBTASKS,
                "--metrics-port=0");
    }

    private static void awaitRow(EmbeddedDatabase database) throws Exception {
        StoredWindows stored = new StoredWindows(database.jdbcUrl());
        await("a row")
                .atMost(Duration.ofMinutes(2))
                .until(() -> !stored.windows("10s").isEmpty());
    }

    private static long newestCheckpoint(Path folder) throws IOException {
        try (Stream<Path> files = Files.find(folder, 2, (file, is) -> is.isDirectory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("chk-"))
                    .mapToLong(name -> Long.parseLong(name.substring(4)))
                    .max()
                    .orElse(0);
        }
    }
}
