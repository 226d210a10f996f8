package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.tachograph.config.ConfigFile;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.standalone.jobs.JobMetrics;
import io.tachograph.standalone.jobs.RunningJobs;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No record stops a job: anything that fits its schema, on every topic, through all jobs as they run in production. Each
 * request is counted or a dead letter.
 */
class AnyRecordTest {
    private static final int RECORDS = 6_000;
    private static final long START = Scenario.START_MILLIS;
    /** Compacted topics want one. */
    private static final byte[] KEY = {1};

    @TempDir
    private Path directory;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Test
    void anyRecord_isCountedOrADeadLetter_andStopsNoJob() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            KafkaAccess brokers = kafka.access();
            kafka.createTopics(Topics.ALL, 1);
            PostgresConfig reach = new PostgresConfig(database.jdbcUrl(), database.user(), null, 2);
            try (PostgresStore store = PostgresStore.open(reach)) {
                store.migrate();
            }
            List<JobDefinition<?>> all = JobCatalog.all();
            JobMetrics metrics = new JobMetrics(registry);
            try (FlinkCluster cluster = RunningJobs.cluster(all, 1, metrics);
                    RunningJobs jobs = RunningJobs.start(
                            cluster,
                            all,
                            brokers,
                            reach,
                            settings(),
                            directory.resolve("state"),
                            1,
                            Duration.ofSeconds(1),
                            metrics)) {
                // When
                int requests = send(brokers);
                TopicReader.heartbeats(brokers, START + 24 * 3_600_000L);

                // Then
                StoredWindows stored = new StoredWindows(database.jdbcUrl());
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> {
                            assertThat(jobs.status()).isEqualTo("RUNNING");
                            Long counted = stored.number("SELECT coalesce(sum(requests), 0)::bigint FROM"
                                    + " tachograph.request_window_1h WHERE complete");
                            assertThat(Objects.requireNonNull(counted) + refused(brokers))
                                    .isEqualTo(requests);
                        });
                assertThat(sum("tachograph_job_restarts")).isZero();
            }
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

    /** @return how many of them are requests */
    private static int send(KafkaAccess brokers) {
        AnyRecords records = new AnyRecords(20_261_130, START);
        int requests = 0;
        try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(brokers)) {
            for (int i = 0; i < RECORDS; i++) {
                Map.Entry<Topic, SpecificRecord> next = records.next();
                SpecificRecord record = next.getValue();
                byte[] value = new RecordEncoder<SpecificRecord>(record.getSchema()).encode(record);
                var unused = producer.send(new ProducerRecord<>(next.getKey().name(), KEY, value));
                requests += next.getKey().equals(Topics.REQUEST_TIMINGS) ? 1 : 0;
            }
        }
        return requests;
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

    private double sum(String metric) {
        double sum = 0;
        for (MetricSnapshot snapshot : registry.scrape(metric::equals)) {
            for (CounterSnapshot.CounterDataPointSnapshot point : ((CounterSnapshot) snapshot).getDataPoints()) {
                sum += point.getValue();
            }
        }
        return sum;
    }
}
