package io.tachograph.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.standalone.jobs.JobMetrics;
import io.tachograph.standalone.service.ResourceStack;
import io.tachograph.standalone.terminal.Interrupt;
import io.tachograph.standalone.truth.Expected;
import io.tachograph.standalone.truth.StoredWindows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in mid-run, twice: what Kafka acknowledged is counted, and counted once. */
class KillTest {
    private static final int ENOUGH = 250;

    @TempDir
    private Path directory;

    @Test
    void everyRecordThatKafkaHas_isCountedOnceAfterTwoKills() throws Exception {
        // Given
        Path file = directory.resolve("tachograph.yml");
        Files.writeString(file, """
                probes: {timeout: 8s, max-output-tokens: 12}
                pipeline: {max-request-duration: 10s, checkpoint-every: 1s}
                up: {gateway: false, generation: false}
                """);
        Path data = directory.resolve("my däta dir");

        // When
        long first = runAndKill(data, file, 0);
        long second = runAndKill(data, file, first);

        // Then
        assertThat(second).isGreaterThan(first);
        TachographConfig config = ConfigFile.read(file, Map.of());
        try (DataDirectory locked = DataDirectory.open(data);
                ResourceStack parts = new ResourceStack()) {
            StartLog log = new StartLog(System.out, new Interrupt(10));
            Storage storage = Storage.start(config.storage(), locked, parts, log);
            assertThat(TopicReader.count(storage.kafka().access(), Topics.REQUEST_TIMINGS))
                    .as("records that were acknowledged before the kill")
                    .isGreaterThanOrEqualTo(second);
            JobMetrics metrics = new JobMetrics(new PrometheusRegistry());
            FlinkCluster flink = parts.add(RunningSystem.cluster(config, metrics));
            parts.add(RunningSystem.startJobs(flink, config, storage, locked, metrics));
            List<RequestTiming> onTopic = TopicReader.timings(storage.kafka().access());
            Map<String, Expected.Window> expected = Expected.windows(onTopic, 10);
            StoredWindows stored = new StoredWindows(storage.database().jdbcUrl());
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                TopicReader.heartbeats(storage.kafka().access(), System.currentTimeMillis());
                Map<String, StoredWindows.Window> windows = stored.windows("10s");
                assertThat(windows.keySet()).isEqualTo(expected.keySet());
                assertThat(windows.values()).allMatch(StoredWindows.Window::complete);
            });
            Map<String, StoredWindows.Window> windows = stored.windows("10s");
            expected.forEach((key, window) -> {
                StoredWindows.Window row = windows.get(key);
                assertThat(row).as(key).isNotNull();
                assertThat(row.requests()).as(key).isEqualTo(window.requests);
                assertThat(row.outputTokens()).as(key).isEqualTo(window.outputTokens);
                assertThat(row.outcomes()).as(key).isEqualTo(window.outcomes);
                assertThat(row.duplicates()).as(key).isEqualTo(window.duplicates);
            });
        }
    }

    /** Runs until so many more records are on Kafka, then kills; returns how many were there just before. */
    private static long runAndKill(Path data, Path config, long before) throws Exception {
        try (UpProcess up = UpProcess.start(data, "--config", config.toString())) {
            up.awaitValue("Stop");
            KafkaAccess broker = up.access();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> TopicReader.count(broker, Topics.REQUEST_TIMINGS) >= before + ENOUGH);
            long there = TopicReader.count(broker, Topics.REQUEST_TIMINGS);
            up.killHardWithDatabase();
            return there;
        }
    }
}
