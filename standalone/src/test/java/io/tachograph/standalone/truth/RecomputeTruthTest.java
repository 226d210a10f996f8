package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.standalone.Main;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A past day computed again beside a running job: its rows of every length become right, those of others stay. */
class RecomputeTruthTest {
    private static final int REQUESTS = 4_000;
    private static final long DAY = 86_400;
    /** The midnight in the scenario. */
    private static final long MIDNIGHT = Scenario.START_MILLIS / 1_000 + 120;

    private static final Map<String, Long> LENGTHS = Map.of("10s", 10L, "1m", 60L, "1h", 3_600L, "1d", DAY);

    @TempDir
    private Path directory;

    @Test
    void wrongRows_becomeThoseOfAnIndependentComputationInTheWholeDay() throws Exception {
        Scenario scenario = new Scenario(11);
        List<Scenario.Message> messages = scenario.messages(scenario.requests(REQUESTS), new int[] {0}, new int[] {0});
        Path config = directory.resolve("tachograph.yml");
        Files.writeString(config, "probes: {timeout: 30s}\npipeline: {max-request-duration: 60s}\n");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            kafka.createTopics(Topics.ALL, 2);
            PostgresConfig reach = new PostgresConfig(database.jdbcUrl(), database.user(), null, 1);
            try (PostgresStore store = PostgresStore.open(reach)) {
                store.migrate();
            }
            StoredWindows stored = new StoredWindows(database.jdbcUrl());
            List<RequestTiming> deliveries = Scenario.deliveries(messages);
            // Both days are over.
            long end = (MIDNIGHT + DAY) * 1_000 + 2 * Scenario.MAX_REQUEST_MILLIS;
            try (FlinkJob job = job(kafka, reach)) {
                Scenario.send(kafka.access(), messages);
                TopicReader.heartbeats(kafka.access(), end);
                awaitEqual(stored, deliveries);
                spoil(database);
                Map<String, Map<String, StoredWindows.Window>> spoilt = new HashMap<>();
                for (String size : LENGTHS.keySet()) {
                    spoilt.put(size, stored.windows(size));
                }

                // When
                assertThat(recompute(kafka, database, config, MIDNIGHT - DAY, MIDNIGHT, "--delete-absent"))
                        .isZero();

                // Then
                for (Map.Entry<String, Long> size : LENGTHS.entrySet()) {
                    assertThat(stored.windows(size.getKey()))
                            .isEqualTo(merged(
                                    Objects.requireNonNull(spoilt.get(size.getKey())), deliveries, size.getValue()));
                }
                assertThat(stored.histograms("10s").keySet())
                        .noneMatch(
                                key -> key.endsWith("/bogus") && isOfTheDay(start(key.substring(0, key.indexOf('/')))));

                // When: all of it, and the job starts again from nothing
                assertThat(recompute(kafka, database, config, MIDNIGHT - DAY, MIDNIGHT + DAY, "--delete-absent"))
                        .isZero();
                assertEqual(stored, deliveries);
                assertThat(job.status()).isEqualTo("RUNNING");
            }
            Files.move(directory.resolve("state"), directory.resolve("state-that-was-lost"));
            try (FlinkJob again = job(kafka, reach)) {
                TopicReader.heartbeats(kafka.access(), end + 1_000);
                await().atMost(Duration.ofMinutes(1)).until(() -> emissionsOf(kafka) >= 2 * distinct(deliveries));
                assertThat(again.status()).isEqualTo("RUNNING");
            }

            // Then: what it emitted once more has changed nothing
            assertEqual(stored, deliveries);
        }
    }

    @Test
    void archivedRecords_giveTheRowsOfAnIndependentComputation() throws Exception {
        List<RequestTiming> requests = new Scenario(12).requests(2_000);
        Path file = directory.resolve("requests.avro");
        try (DataFileWriter<RequestTiming> avro =
                new DataFileWriter<>(new SpecificDatumWriter<>(RequestTiming.getClassSchema()))) {
            avro.create(RequestTiming.getClassSchema(), file.toFile());
            for (RequestTiming request : requests) {
                avro.append(request);
            }
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            PostgresConfig reach = new PostgresConfig(database.jdbcUrl(), database.user(), null, 1);
            try (PostgresStore store = PostgresStore.open(reach)) {
                store.migrate();
            }
            for (int time = 0; time < 2; time++) { // The second time changes nothing.
                assertThat(Main.execute(
                                "recompute",
                                "--from",
                                Instant.ofEpochSecond(MIDNIGHT - DAY).toString(),
                                "--to",
                                Instant.ofEpochSecond(MIDNIGHT + DAY).toString(),
                                "--postgres-url",
                                database.jdbcUrl(),
                                file.toString()))
                        .isZero();
                assertEqual(new StoredWindows(database.jdbcUrl()), requests);
            }
            assertThat(Main.execute(
                            "recompute",
                            "--from",
                            "2025-12-31",
                            "--postgres-url",
                            database.jdbcUrl(),
                            directory.resolve("requests.jsonl").toString()))
                    .isEqualTo(2);
        }
    }

    private static int recompute(
            EmbeddedKafka kafka, EmbeddedDatabase database, Path config, long from, long to, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "recompute",
                "--from",
                Instant.ofEpochSecond(from).toString(),
                "--to",
                Instant.ofEpochSecond(to).toString(),
                "--kafka",
                kafka.access().bootstrapServers(),
                "--postgres-url",
                database.jdbcUrl(),
                "--config",
                config.toString()));
        arguments.addAll(List.of(more));
        return Main.execute(arguments.toArray(new String[0]));
    }

    private FlinkJob job(EmbeddedKafka kafka, PostgresConfig database) throws IOException {
        PipelineConfig defaults = PipelineConfig.defaults();
        PipelineConfig settings = new PipelineConfig(
                Duration.ofMillis(Scenario.MAX_REQUEST_MILLIS),
                defaults.outOfOrderness(),
                Duration.ofMinutes(10),
                0,
                defaults.slos());
        return FlinkJob.start(
                directory.resolve("state"),
                "request-windows",
                1,
                Duration.ofSeconds(1),
                env -> RequestWindowsJob.define(env, kafka.access(), database, settings));
    }

    /** Too many here, too few there, a row that should not be and one that is missing. */
    private static void spoil(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement sql = connection.createStatement()) {
            for (String size : LENGTHS.keySet()) {
                sql.execute("UPDATE tachograph.request_window_" + size
                        + " SET requests = requests + 1000, ok = ok + 1000" + " WHERE series_id % 3 = 0");
                sql.execute("UPDATE tachograph.request_window_" + size + " SET requests = 0, output_tokens = 5"
                        + " WHERE series_id % 3 = 1");
                sql.execute("DELETE FROM tachograph.request_window_" + size
                        + " WHERE series_id % 3 = 2 AND extract(epoch FROM window_start)::bigint % 120 = 0");
                sql.execute("INSERT INTO tachograph.series (target, cluster, framework, model, engine_version, tenant,"
                        + " origin, prompt_band, streamed) VALUES ('nobody', '', '', 'm', '" + size
                        + "', '', 'probe', 'short', true)");
                sql.execute("INSERT INTO tachograph.request_window_" + size
                        + " (series_id, window_start, epoch, revision, complete, requests, ok, input_tokens, output_tokens)"
                        + " SELECT s.id, w.window_start, 0, 0, true, 1, 1, 1, 1"
                        + " FROM tachograph.series s, (SELECT DISTINCT window_start FROM tachograph.request_window_"
                        + size + ") w WHERE s.target = 'nobody' AND s.engine_version = '" + size + "'");
            }
            sql.execute("UPDATE tachograph.request_window_10s SET ttft_n = e2e_n + 1, ttft_buckets = e2e_buckets");
        }
    }

    /** The independent computation in the day before midnight, what was there in the other. */
    private static Map<String, StoredWindows.Window> merged(
            Map<String, StoredWindows.Window> before, List<RequestTiming> deliveries, long seconds) {
        Map<String, StoredWindows.Window> merged = new HashMap<>();
        before.forEach((key, window) -> {
            if (!isOfTheDay(start(key))) {
                merged.put(key, window);
            }
        });
        Expected.windows(deliveries, seconds).forEach((key, window) -> {
            if (isOfTheDay(start(key))) {
                merged.put(key, Agreement.row(window));
            }
        });
        assertThat(merged.keySet()).anyMatch(key -> isOfTheDay(start(key)));
        return merged;
    }

    private static long start(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('|') + 1));
    }

    private static boolean isOfTheDay(long start) {
        return start < MIDNIGHT;
    }

    private static void awaitEqual(StoredWindows stored, List<RequestTiming> deliveries) {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertEqual(stored, deliveries));
    }

    private static void assertEqual(StoredWindows stored, List<RequestTiming> deliveries) throws SQLException {
        for (Map.Entry<String, Long> size : LENGTHS.entrySet()) {
            Map<String, StoredWindows.Window> expected = new HashMap<>();
            Expected.windows(deliveries, size.getValue())
                    .forEach((key, window) -> expected.put(key, Agreement.row(window)));
            assertThat(stored.windows(size.getKey())).isEqualTo(expected);
        }
    }

    private static long emissionsOf(EmbeddedKafka kafka) {
        return TopicReader.count(kafka.access(), Topics.REQUEST_WINDOWS);
    }

    private static long distinct(List<RequestTiming> deliveries) {
        return LENGTHS.values().stream()
                .mapToLong(length -> Expected.windows(deliveries, length).size())
                .sum();
    }
}
