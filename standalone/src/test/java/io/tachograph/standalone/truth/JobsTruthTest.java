package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.TachographProcess;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tachograph jobs request-windows} in a process of its own, between a Kafka and a database of others. */
class JobsTruthTest {
    private static final int REQUESTS = 4_000;
    private static final int PARTITIONS = 2;

    @TempDir
    private Path directory;

    @Test
    void jobAlone_writesTheRowsOfAnIndependentComputationAndCountsEveryRecord() throws Exception {
        Scenario scenario = new Scenario(7);
        int[] duplicates = {0};
        int[] garbage = {0};
        List<Scenario.Message> messages = scenario.messages(scenario.requests(REQUESTS), duplicates, garbage);
        Path config = directory.resolve("tachograph.yml");
        Files.writeString(config, """
                probes: {timeout: 30s}
                pipeline: {max-request-duration: 60s, idle-partition-after: 10m, checkpoint-every: 1s}
                """);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            kafka.createTopics(Topics.ALL, PARTITIONS);
            try (PostgresStore store =
                    PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 1))) {
                store.migrate();
            }
            // The scenario is of another year, and this process runs housekeeping.
            keepForEver(database);
            try (TachographProcess jobs = TachographProcess.start(
                    Map.of("POSTGRES_USER", database.user()),
                    "jobs",
                    "request-windows",
                    "--kafka",
                    kafka.access().bootstrapServers(),
                    "--postgres-url",
                    database.jdbcUrl(),
                    "--config",
                    config.toString(),
                    "--checkpoints",
                    directory.resolve("state").toString(),
                    "--parallelism",
                    "2",
                    "--metrics-port",
                    "0")) {
                String metrics = jobs.awaitLine("Metrics");
                jobs.awaitLine("Stop");

                // When
                Scenario.send(kafka.access(), messages);
                TopicReader.heartbeats(
                        kafka.access(),
                        Scenario.START_MILLIS + Scenario.SECONDS * 1_000 + 2 * Scenario.MAX_REQUEST_MILLIS);

                // Then
                awaitRows(database, messages);
                assertMetrics(get(metrics), messages.size(), duplicates[0], garbage[0]);

                // When
                jobs.interrupt();

                // Then
                jobs.awaitEnd();
                assertThat(String.join("\n", jobs.lines())).doesNotContain("Exception");
                assertThat(directory.resolve("state/request-windows")).isNotEmptyDirectory();
            }
        }
    }

    /** Returns when the rows of 10 s are those of an independent computation, and complete. */
    static void awaitRows(EmbeddedDatabase database, List<Scenario.Message> messages) throws Exception {
        Map<String, Expected.Window> expected = Expected.windows(Scenario.deliveries(messages), 10);
        StoredWindows stored = new StoredWindows(database.jdbcUrl());
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            Map<String, StoredWindows.Window> windows = stored.windows("10s");
            assertThat(windows.keySet()).isEqualTo(expected.keySet());
            assertThat(windows.values()).allMatch(StoredWindows.Window::complete);
        });
        int unused = Agreement.assertWindows(stored.windows("10s"), expected);
    }

    static void keepForEver(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), null);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE tachograph.retention SET keep = NULL");
        }
    }

    private static void assertMetrics(String text, int sent, int duplicates, int garbage) {
        assertThat(sum(text, "records_in_total")).isEqualTo(sent + PARTITIONS);
        assertThat(sum(text, "records_accepted_total")).isEqualTo(REQUESTS);
        assertThat(sum(text, "records_duplicate_total")).isEqualTo(duplicates);
        assertThat(sum(text, "records_late_total")).isZero();
        assertThat(sum(text, "dead_letters_total")).isEqualTo(garbage);
        assertThat(text)
                .contains("tachograph_job_dead_letters_total{job=\"request-windows\",reason=\"UNREADABLE\"}")
                .contains("tachograph_job_sink_rows_total{job=\"request-windows\",sink=\"windows to store: Writer\"}")
                .contains("tachograph_job_restarts_total{job=\"request-windows\"} 0.0");
        assertThat(text)
                .contains("tachograph_housekeeping_last_success_timestamp_seconds{task=\"merge\"}")
                .contains("tachograph_housekeeping_last_success_timestamp_seconds{task=\"retention\"}")
                .contains("tachograph_housekeeping_failures_total{task=\"merge\"} 0.0");
        assertThat(sum(text, "sink_seconds_total")).isPositive();
        assertThat(sum(text, "sink_batches_total")).isPositive();
        assertThat(sum(text, "checkpoints_completed_total")).isPositive();
        assertThat(sum(text, "pending_records")).isZero();
        assertThat(sum(text, "checkpoint_size_bytes")).isPositive();
        // Everything was sent in the scenario's year.
        assertThat(sum(text, "watermark_delay_seconds"))
                .isBetween(60.0, (System.currentTimeMillis() - Scenario.START_MILLIS) / 1e3);
    }

    static double sum(String text, String name) {
        List<Double> values = text.lines()
                .filter(line -> line.startsWith("tachograph_job_" + name + "{"))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        assertThat(values).as(name).isNotEmpty();
        return values.stream().mapToDouble(value -> value).sum();
    }

    static String get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
