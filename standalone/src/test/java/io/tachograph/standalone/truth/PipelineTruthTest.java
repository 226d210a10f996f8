package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.jobs.ranking.RankingConfig;
import io.tachograph.jobs.ranking.RankingsJob;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.store.Resolution;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than a hundred thousand records through a real Kafka, a real Flink and a real PostgreSQL: what the tables say is
 * what the records say, to the last token, and every record that was sent is found again somewhere.
 */
class PipelineTruthTest {
    private static final int REQUESTS = 100_000;
    private static final int LATE = 500;
    private static final int PARTITIONS = 4;

    @TempDir
    private Path directory;

    @Test
    void tables_equalAnIndependentComputationExactly() throws Exception {
        // Given
        Scenario scenario = new Scenario(20_261_121);
        List<RequestTiming> requests = scenario.requests(REQUESTS);
        int[] duplicates = {0};
        int[] garbage = {0};
        List<Scenario.Message> messages = scenario.messages(requests, duplicates, garbage);
        List<RequestTiming> late = scenario.late(REQUESTS, LATE);
        List<Scenario.Message> lateMessages = scenario.messages(late, new int[1], new int[1]);
        long sent = (long) messages.size() + lateMessages.size();

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            kafka.createTopics(Topics.ALL, PARTITIONS);
            PostgresConfig reach = new PostgresConfig(database.jdbcUrl(), database.user(), null, 2);
            try (PostgresStore store = PostgresStore.open(reach)) {
                store.migrate();
            }
            StoredWindows stored = new StoredWindows(database.jdbcUrl());

            // When
            try (FlinkJob job = job(kafka, reach)) {
                long end = Scenario.START_MILLIS + Scenario.SECONDS * 1_000 + 2 * Scenario.MAX_REQUEST_MILLIS;
                Scenario.send(kafka.access(), messages);
                TopicReader.heartbeats(kafka.access(), end);
                awaitComplete(stored, job);
                // Only now are the late ones surely late: their windows are in the tables, complete.
                Scenario.send(kafka.access(), lateMessages);
                TopicReader.heartbeats(kafka.access(), end + 60_000);
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> TopicReader.deadLetters(kafka.access()).getOrDefault("LATE", 0)
                                >= lateMessages.size() - 20);
                Map<String, Integer> letters = settledDeadLetters(kafka);

                // The long windows are there before they are complete.
                awaitRequests(stored, "1h", false);
                awaitRequests(stored, "1d", false);
                TopicReader.heartbeats(kafka.access(), end + Duration.ofDays(1).toMillis());
                awaitRequests(stored, "1h", true);
                awaitRequests(stored, "1d", true);

                // Then
                List<RequestTiming> deliveries = Scenario.deliveries(messages);
                for (Resolution resolution : Resolution.values()) {
                    var unused = Agreement.assertStored(
                            stored,
                            resolution,
                            Expected.windows(deliveries, resolution.length().toSeconds()));
                }
                assertThat(stored.number("SELECT count(DISTINCT window_start) FROM tachograph.request_window_1d"))
                        .isEqualTo(2);
                assertEverythingSentIsFound(stored, letters, sent, duplicates[0], garbage[0]);
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(stored.ranking("ttft"))
                                .containsExactly("1 atlas-8b", "2 borealis-32b", "3 cygnus-70b", "4 draco-120b"));
                assertThat(stored.ranking("error_rate")).hasSize(4);
            }
        }
    }

    private FlinkJob job(EmbeddedKafka kafka, PostgresConfig database) throws Exception {
        PipelineConfig config = new PipelineConfig(
                Duration.ofMillis(Scenario.MAX_REQUEST_MILLIS),
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                0,
                Scenario.SLOS);
        // Each ranking stands by itself here, because how many are made depends on how fast all goes.
        RankingConfig rankings = new RankingConfig(
                Resolution.TEN_SECONDS,
                Duration.ofSeconds(10),
                1,
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2));
        return FlinkJob.start(directory.resolve("checkpoints"), "truth", 2, Duration.ofSeconds(1), env -> {
            RequestWindowsJob.define(env, kafka.access(), database, config);
            RankingsJob.define(env, kafka.access(), database, rankings);
        });
    }

    private static void awaitComplete(StoredWindows stored, FlinkJob job) {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    assertThat(job.status()).isEqualTo("RUNNING");
                    Long rows = stored.number("SELECT count(*) FROM tachograph.request_window_1m");
                    Long open = stored.number(
                            "SELECT (SELECT count(*) FROM tachograph.request_window_10s WHERE NOT complete)"
                                    + " + (SELECT count(*) FROM tachograph.request_window_1m WHERE NOT complete)");
                    Long last = stored.number(
                            "SELECT extract(epoch FROM max(window_start))::bigint FROM tachograph.request_window_1m");
                    return rows != null
                            && rows > 0
                            && open != null
                            && open == 0
                            && last != null
                            && last == Scenario.START_MILLIS / 1_000 + Scenario.SECONDS - 60;
                });
    }

    /** Waits until the windows of a resolution hold every request, and all of them are complete, or some are not. */
    private static void awaitRequests(StoredWindows stored, String suffix, boolean complete) {
        String condition = complete ? "bool_and(complete)" : "NOT bool_and(complete)";
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Objects.equals(
                        1L,
                        stored.number("SELECT count(*) FROM (SELECT FROM tachograph.request_window_" + suffix
                                + " HAVING sum(requests) = " + REQUESTS + " AND " + condition + ") AS settled")));
    }

    private static void assertEverythingSentIsFound(
            StoredWindows stored, Map<String, Integer> letters, long sent, int duplicates, int garbage)
            throws Exception {
        long accepted = number(stored, "SELECT sum(requests) FROM tachograph.request_window_10s");
        long counted = number(stored, "SELECT sum(duplicates) FROM tachograph.request_window_10s");
        long dead = letters.values().stream().mapToInt(n -> n).sum();
        assertThat(accepted).isEqualTo(REQUESTS);
        assertThat(counted).isEqualTo(duplicates);
        assertThat(letters).containsKeys("UNREADABLE", "INVALID", "FROM_THE_FUTURE", "LATE");
        assertThat(dead - letters.getOrDefault("LATE", 0)).isGreaterThanOrEqualTo(garbage);
        assertThat(accepted + counted + dead).isEqualTo(sent);
    }

    private static long number(StoredWindows stored, String sql) throws Exception {
        Long number = stored.number(sql);
        assertThat(number).as(sql).isNotNull();
        return number;
    }

    /** Dead letters by reason, when no more come. */
    private static Map<String, Integer> settledDeadLetters(EmbeddedKafka kafka) {
        Map<String, Integer> before = Map.of("none", 0);
        while (true) {
            Map<String, Integer> now = TopicReader.deadLetters(kafka.access());
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
    }
}
