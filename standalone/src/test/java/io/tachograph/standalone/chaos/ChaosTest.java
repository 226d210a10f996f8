package io.tachograph.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.jobs.catalog.RequestWindowsJob;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.standalone.truth.Agreement;
import io.tachograph.standalone.truth.Expected;
import io.tachograph.standalone.truth.Scenario;
import io.tachograph.standalone.truth.StoredWindows;
import io.tachograph.store.Resolution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three Kafka brokers, a Flink cluster and PostgreSQL, each a process, and while records come one after the other of
 * them is killed: afterwards every row is what the records say, and every record that was sent is found. The long form
 * is {@code -Dchaos.rounds=10}, another order of strikes {@code -Dchaos.seed=2}.
 */
class ChaosTest {
    private static final int ROUNDS = Integer.getInteger("chaos.rounds", Boolean.getBoolean("tests.long") ? 5 : 1);
    private static final long SEED = Long.getLong("chaos.seed", 1);
    private static final Duration DATABASE_OUTAGE =
            Duration.ofSeconds(Integer.getInteger("chaos.database.seconds", ROUNDS == 1 ? 3 : 30));
    private static final int REQUESTS_PER_STRIKE = 2_000;
    private static final int PARTITIONS = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void everyRow_equalsAnIndependentComputationAfterKillsOfEveryPart() throws Exception {
        // Given
        Scenario scenario = new Scenario(SEED);
        int strikes = ROUNDS * Strike.values().length;
        int requests = (strikes + 2) * REQUESTS_PER_STRIKE;
        int[] duplicates = {0};
        int[] garbage = {0};
        List<Scenario.Message> messages = scenario.messages(scenario.requests(requests), duplicates, garbage);
        int share = messages.size() / (strikes + 2);
        ChaosReport report = new ChaosReport();

        try (KafkaProcesses kafka = KafkaProcesses.start(directory.resolve("kafka"));
                FlinkProcesses flink = FlinkProcesses.start(directory.resolve("flink"));
                PostgresProcess postgres = PostgresProcess.start(directory.resolve("postgres"))) {
            kafka.createTopics(PARTITIONS);
            flink.awaitComplete();
            SupervisedJob job = new SupervisedJob(
                    flink,
                    directory.resolve("checkpoints"),
                    RequestWindowsJob.NAME,
                    kafka.access(),
                    postgres.reach(),
                    JobSettings.of(settings()));
            job.submit();
            ChaosMonkey monkey = new ChaosMonkey(SEED, kafka, flink, postgres, job, DATABASE_OUTAGE);
            StoredWindows stored = new StoredWindows(postgres.jdbcUrl());
            try (Production production = new Production(kafka.access(), messages, share / 8)) {
                production.allow(share);
                job.awaitNewCheckpoint();
                awaitFirstRow(stored);
                report.say("all processes run, the first rows and a checkpoint are there");

                // When
                boolean recovered = true;
                for (int round = 0; round < ROUNDS; round++) {
                    report.round();
                    for (Strike kind : monkey.round()) {
                        production.allow(share);
                        report.strike(kind, monkey.strike(kind), !recovered);
                        recovered = monkey.patient();
                        if (recovered) {
                            job.awaitNewCheckpoint();
                            report.say("recovered");
                        }
                    }
                }
                production.finish();
                report.say("everything is sent");
            }
            awaitComplete(stored, kafka.access(), requests);

            // Then
            List<RequestTiming> deliveries = messages.stream()
                    .map(Scenario.Message::delivers)
                    .filter(Objects::nonNull)
                    .toList();
            int rows = 0;
            for (Resolution resolution : Resolution.values()) {
                rows += Agreement.assertStored(
                        stored,
                        resolution,
                        Expected.windows(deliveries, resolution.length().toSeconds()));
            }
            assertEverythingSentIsFound(stored, kafka.access(), messages.size(), duplicates[0], garbage[0]);
            assertThat(job.restoredFrom()).as("checkpoints resumed from").hasSize(ROUNDS);
            System.out.println(
                    report.summary(messages.size(), rows, job.restoredFrom().size()));
        }
    }

    private static PipelineConfig settings() {
        return new PipelineConfig(
                Duration.ofMillis(Scenario.MAX_REQUEST_MILLIS),
                Duration.ofSeconds(2),
                Duration.ofHours(1),
                0,
                Scenario.SLOS);
    }

    private static void awaitFirstRow(StoredWindows stored) {
        await("first row")
                .atMost(Duration.ofMinutes(3))
                .until(() -> Objects.requireNonNull(stored.number("SELECT count(*) FROM tachograph.request_window_10s"))
                        > 0);
    }

    /** Says that a day has passed until no window is open, and the days hold every request. */
    private static void awaitComplete(StoredWindows stored, KafkaAccess brokers, long requests) {
        long afterTheDay = Scenario.START_MILLIS + Duration.ofDays(2).toMillis();
        await("complete windows")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    // A job that has just resumed from a checkpoint knows no time before the next heartbeat.
                    TopicReader.heartbeats(brokers, afterTheDay);
                    for (Resolution resolution : Resolution.values()) {
                        Long complete = stored.number("SELECT sum(requests) FILTER (WHERE complete)"
                                + " FROM tachograph.request_window_" + resolution.suffix());
                        Long open = stored.number("SELECT count(*) FILTER (WHERE NOT complete)"
                                + " FROM tachograph.request_window_" + resolution.suffix());
                        if (!Objects.equals(complete, requests) || !Objects.equals(open, 0L)) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static void assertEverythingSentIsFound(
            StoredWindows stored, KafkaAccess brokers, long sent, int duplicates, int garbage) throws Exception {
        await("dead letters")
                .atMost(Duration.ofMinutes(1))
                .until(() -> TopicReader.deadLetters(brokers).values().stream()
                                .mapToInt(n -> n)
                                .sum()
                        >= garbage);
        Map<String, Integer> letters = TopicReader.deadLetters(brokers);
        assertThat(letters.keySet()).containsExactlyInAnyOrder("UNREADABLE", "INVALID", "FROM_THE_FUTURE");
        long dead = letters.values().stream().mapToInt(n -> n).sum();
        Long accepted = stored.number("SELECT sum(requests) FROM tachograph.request_window_10s");
        Long counted = stored.number("SELECT sum(duplicates) FROM tachograph.request_window_10s");
        assertThat(dead).isEqualTo(garbage);
        assertThat(counted).isEqualTo((long) duplicates);
        assertThat(Objects.requireNonNull(accepted) + Objects.requireNonNull(counted) + dead)
                .isEqualTo(sent);
    }
}
