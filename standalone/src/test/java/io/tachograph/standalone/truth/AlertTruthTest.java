package io.tachograph.standalone.truth;

import static io.tachograph.standalone.truth.AlertScenario.MINUTE;
import static io.tachograph.standalone.truth.AlertScenario.PROBES_FROM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.jobs.ranking.RankingConfig;
import io.tachograph.jobs.regression.RegressionConfig;
import io.tachograph.jobs.slo.SloConfig;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.AlertState;
import io.tachograph.store.Resolution;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloRule;
import io.tachograph.windows.SloRules;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four jobs that meet only at topics, over a scripted morning: alerts, comparisons of versions, rankings and the window
 * topic are what the requests say, by sums and sorted lists.
 */
class AlertTruthTest {
    private static final List<String> JOBS = List.of("request-windows", "slo", "regressions", "rankings");
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private final AlertScenario scenario = new AlertScenario();

    @Test
    void alertsRegressionsAndRankings_areWhatTheRequestsSay() throws Exception {
        List<JobDefinition<?>> definitions =
                JOBS.stream().<JobDefinition<?>>map(JobCatalog::named).toList();
        try (JobsOnServers jobs = new JobsOnServers(directory, definitions, settings())) {
            StoredResults stored = new StoredResults(jobs.jdbcUrl());

            // When the jobs follow the morning as it passes
            play(jobs.brokers());

            // Then
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        assertThat(jobs.status()).isEqualTo("RUNNING");
                        assertThat(stored.alerts()).isEqualTo(expectedAlerts(stored));
                    });
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertWindowTopicIsTheTables(jobs.brokers(), jobs.jdbcUrl()));
            assertAlertTopicIsTheTable(jobs.brokers(), stored);
            new ExpectedRegressions(scenario.all()).assertSame(stored.regressions());
            new ExpectedRanking(scenario.all()).assertSame(stored);
            assertThat(TopicReader.records(jobs.brokers(), Topics.DEAD_LETTERS)).isEmpty();
        }
    }

    private static JobSettings settings() {
        SloRules slos = new SloRules(List.of(new SloRule(
                "*",
                new SloDefinition("chat", AlertScenario.TTFT_THRESHOLD_NANOS, SloDefinition.ANY, SloDefinition.ANY))));
        return JobSettings.of(
                new PipelineConfig(Duration.ofMinutes(1), Duration.ZERO, LONG, 0, slos),
                new SloConfig(
                        Map.of("chat", 0.99),
                        Set.of("probe"),
                        10,
                        LONG,
                        Duration.ofMinutes(5),
                        Duration.ofDays(1),
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        LONG),
                // Load tests come in pieces of half an hour, so their minutes may come that much behind the clock.
                new RegressionConfig(
                        0.05,
                        Set.of("load"),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Duration.ZERO,
                        LONG),
                new RankingConfig(Resolution.ONE_MINUTE, Duration.ofMinutes(1), 1, LONG, Duration.ZERO, LONG));
    }

    /** Each piece once the windows of the one before are on their topic: the stream's clock goes as it would live. */
    private void play(KafkaAccess brokers) {
        try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(brokers);
                WindowsSeen seen = new WindowsSeen(brokers)) {
            for (int half = 0; half < 2 * AlertScenario.LOAD_HOURS; half++) {
                send(producer, scenario.halfHour(half));
                seen.awaitMinuteFrom(AlertScenario.START + 30L * half * MINUTE);
            }
            for (int minute = 0; minute < AlertScenario.PROBED_MINUTES; minute++) {
                send(producer, scenario.minute(minute));
                seen.awaitMinuteFrom(PROBES_FROM + minute * MINUTE);
            }
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, List<byte[]> values) {
        for (byte[] value : values) {
            var unused = producer.send(new ProducerRecord<>(Topics.REQUEST_TIMINGS.name(), value));
        }
        producer.flush();
    }

    /** By {@code target kind pair@since}: the minute of its end, and the value last seen, of burn rates. */
    private Map<String, String> expectedAlerts(StoredResults stored) throws SQLException {
        Map<String, String> expected = new TreeMap<>();
        for (String target : List.of(AlertScenario.BURNING, AlertScenario.SILENT, AlertScenario.STEADY)) {
            new ExpectedAlerts(scenario.all(), target)
                    .burning()
                    .forEach((key, fired) -> expected.put(
                            target + " burn_rate " + key, StoredResults.alert(fired.resolved(), fired.lastValue())));
        }
        assertThat(expected)
                .as("the scenario should make alerts fire, and some end")
                .hasSizeGreaterThan(3);
        assertThat(expected.get(AlertScenario.BURNING + " burn_rate 1h@12")).startsWith("resolved at 25");
        // Its last minute with a request ends at 10, and five minutes later it counts as lost.
        // The end of minute 30 may be heard of before the clock is told that its beginning has come.
        String heard = stored.alerts().get(AlertScenario.SILENT + " telemetry_lost @15");
        expected.put(
                AlertScenario.SILENT + " telemetry_lost @15",
                "resolved at 30".equals(heard) ? heard : "resolved at 31");
        stored.regressions().forEach((key, row) -> {
            // Verdicts are held against the requests further down.
            if ("worse".equals(row.get("verdict"))) {
                String of = row.get("metric") + "|" + row.get("statistic");
                expected.put(row.get("target") + " regression " + of + "@60", "firing");
            }
        });
        return expected;
    }

    private static void assertAlertTopicIsTheTable(KafkaAccess brokers, StoredResults stored) throws Exception {
        Map<String, String> last = new TreeMap<>();
        for (SpecificRecord value : TopicReader.records(brokers, Topics.ALERTS)) {
            Alert alert = (Alert) value;
            last.put(alert.getKey(), alert.getState() + " " + alert.getSinceMillis() + " " + alert.getResolvedMillis());
        }
        last.values().removeIf(state -> state.startsWith(AlertState.INACTIVE.name()));
        assertThat(last).isEqualTo(stored.newestAlerts());
    }

    private static void assertWindowTopicIsTheTables(KafkaAccess brokers, String jdbcUrl) throws Exception {
        WindowTopic topic = new WindowTopic(brokers);
        StoredWindows stored = new StoredWindows(jdbcUrl);
        for (Resolution resolution : Resolution.values()) {
            Map<String, StoredWindows.Window> windows = stored.windows(resolution.suffix());
            assertThat(windows).isNotEmpty().isEqualTo(topic.newest(resolution.length()));
        }
    }
}
