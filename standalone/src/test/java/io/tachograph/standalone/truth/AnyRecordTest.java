package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.config.ConfigFile;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.windows.RequestTimings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No record stops a job: anything that fits its schema, on every topic, through all jobs as they run in production. Each
 * request is counted or a dead letter, and each model with a counted one is in its cell's ranking.
 */
class AnyRecordTest {
    private static final int RECORDS = 6_000;
    private static final long START = Scenario.START_MILLIS;
    /** When a sound request ends everything that is ranked. */
    private static final long CLOSING = START + 600_000;
    /** Compacted topics want one. */
    private static final byte[] KEY = {1};

    /** With their cells, of the time before the closing request. */
    private static final String RANKED_MODELS = """
            SELECT DISTINCT concat_ws('|', origin, prompt_band, streamed, model)
            FROM tachograph.ranking WHERE metric = 'error_rate' AND window_seconds = 3600
            """;

    @TempDir
    private Path directory;

    @Test
    void anyRecord_isCountedOrADeadLetter_andStopsNoJob() throws Exception {
        List<Map.Entry<Topic, SpecificRecord>> all = records();
        List<Map.Entry<Topic, SpecificRecord>> longOnes =
                all.stream().filter(record -> lastsLong(record.getValue())).toList();
        List<Map.Entry<Topic, SpecificRecord>> others =
                all.stream().filter(record -> !lastsLong(record.getValue())).toList();
        try (JobsOnServers jobs = new JobsOnServers(directory, JobCatalog.all(), settings())) {
            StoredWindows stored = new StoredWindows(jobs.jdbcUrl());

            // When
            send(jobs.brokers(), others);
            send(
                    jobs.brokers(),
                    List.of(Map.entry(
                            Topics.REQUEST_TIMINGS,
                            RequestTimings.success(RECORDS, CLOSING).build())));
            TopicReader.heartbeats(jobs.brokers(), CLOSING + 60_000);

            // Then
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        assertThat(jobs.status()).isEqualTo("RUNNING");
                        Set<String> counted =
                                stored.texts(String.format(Locale.ROOT, """
                            SELECT DISTINCT concat_ws('|', s.origin, s.prompt_band, s.streamed, s.model)
                            FROM tachograph.request_window_10s w JOIN tachograph.series s ON s.id = w.series_id
                            WHERE w.window_start >= to_timestamp(%d) AND w.window_start < to_timestamp(%d)
                            """, START / 1_000, CLOSING / 1_000));
                        assertThat(counted).anyMatch(cell -> cell.contains("all-cancelled"));
                        assertThat(stored.texts(RANKED_MODELS)).containsAll(counted);
                    });

            // When also those come whose requests took months, and all windows are over
            send(jobs.brokers(), longOnes);
            TopicReader.heartbeats(jobs.brokers(), START + 24 * 3_600_000L);

            // Then
            long requests = 1
                    + all.stream()
                            .filter(record -> record.getKey().equals(Topics.REQUEST_TIMINGS))
                            .count();
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        assertThat(jobs.status()).isEqualTo("RUNNING");
                        Long counted = stored.number("SELECT coalesce(sum(requests), 0)::bigint FROM"
                                + " tachograph.request_window_1h WHERE complete");
                        assertThat(Objects.requireNonNull(counted) + refused(jobs.brokers()))
                                .isEqualTo(requests);
                    });
            assertThat(jobs.sum("tachograph_job_restarts")).isZero();
        }
    }

    private JobSettings settings() throws Exception {
        Path file = Files.writeString(directory.resolve("t.yml"), """
                pipeline: {idle-partition-after: 10m}
                slos:
                  - {name: chat, model: "*", ttft: 500ms, tpot: 50ms, e2e: 10s, objective: 0.9}
                """);
        return ConfiguredJobs.of(ConfigFile.read(file, Map.of()));
    }

    private static List<Map.Entry<Topic, SpecificRecord>> records() {
        AnyRecords records = new AnyRecords(20_261_130, START);
        return Stream.generate(records::next).limit(RECORDS).toList();
    }

    /** The end of a request moves the clock: after such a one all others are late. */
    private static boolean lastsLong(SpecificRecord record) {
        return record instanceof RequestTiming timing
                && timing.getClosedNanos() > Duration.ofMinutes(1).toNanos();
    }

    private static void send(KafkaAccess brokers, List<Map.Entry<Topic, SpecificRecord>> records) {
        try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(brokers)) {
            for (Map.Entry<Topic, SpecificRecord> next : records) {
                SpecificRecord record = next.getValue();
                byte[] value = new RecordEncoder<SpecificRecord>(record.getSchema()).encode(record);
                var unused = producer.send(new ProducerRecord<>(next.getKey().name(), KEY, value));
            }
        }
    }

    /** Requests that are dead letters, each position once. */
    private static int refused(KafkaAccess brokers) {
        Set<Long> offsets = new TreeSet<>();
        for (SpecificRecord value : TopicReader.records(brokers, Topics.DEAD_LETTERS)) {
            DeadLetter letter = (DeadLetter) value;
            if (letter.getTopic().equals(Topics.REQUEST_TIMINGS.name())) {
                offsets.add(letter.getOffset());
            }
        }
        return offsets.size();
    }
}
