package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.flink.BoundedJob;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.jobs.gpu.GpuWindowsJob;
import io.tachograph.jobs.sample.SampleSettings;
import io.tachograph.jobs.source.RequestTopic;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.windows.RequestTimings;
import io.tachograph.windows.request.RequestSample;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.accumulators.IntCounter;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics whose partitions are hours apart, empty, or hold heartbeats alone: nothing is lost, and nothing waits for ever. */
class CatchUpTruthTest {
    private static final int PARTITIONS = 4;
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);
    private static final Duration IDLE_AFTER = Duration.ofSeconds(6);
    private static final List<Integer> BUSY = List.of(0, 1);

    @TempDir
    private static Path directory;

    private final Map<Integer, Integer> newestSecond = new HashMap<>();
    private final long startMillis = Math.floorDiv(System.currentTimeMillis() - 30 * 3_600_000L, 60_000L) * 60_000;

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService repeating = Executors.newSingleThreadScheduledExecutor();

    @AutoClose
    private EmbeddedKafka kafka;

    @AutoClose
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(directory.resolve("kafka" + System.nanoTime()), 0);
        kafka.createTopics(Topics.ALL, PARTITIONS);
        producer = TopicReader.producer(kafka.access());
    }

    private void send(Topic topic, int partition, SpecificRecord record) {
        byte[] value = new RecordEncoder<SpecificRecord>(record.getSchema()).encode(record);
        var unused = producer.send(new ProducerRecord<>(topic.name(), partition, null, value));
    }

    /** Each partition has a GPU of its own. */
    private synchronized void readings(int gpu, int fromSecond, int untilSecond) {
        for (int second = fromSecond; second < untilSecond; second++) {
            send(Topics.GPU_SAMPLES, gpu, reading(gpu, second));
        }
        newestSecond.put(gpu, untilSecond - 1);
        producer.flush();
    }

    private GpuSample reading(int gpu, int second) {
        return GpuSample.newBuilder()
                .setGpu("GPU-" + gpu)
                .setNode("node")
                .setAgent("test")
                .setAtMicros((startMillis + second * 1_000L) * 1_000)
                .setPowerWatts(300.0)
                .build();
    }

    /**
     * The newest reading of the busy partitions once more, a duplicate. Without it they would be idle whenever a busy
     * machine lets this test wait for long: then the job rightly goes on without them, and what they say next is late.
     */
    private synchronized void repeatNewest() {
        for (int gpu : BUSY) {
            Integer second = newestSecond.get(gpu);
            if (second != null) {
                send(Topics.GPU_SAMPLES, gpu, reading(gpu, second));
            }
        }
    }

    @Test
    void hoursOfReadingsWhileOnePartitionSpeaksRarelyAndOneNever_allCount() throws Exception {
        // Given two hours of two GPUs in a partition each, one reading in the last, and none in the third
        readings(0, 0, 7_200);
        readings(1, 0, 7_200);
        readings(3, 0, 1);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            PostgresConfig reach = new PostgresConfig(database.jdbcUrl(), database.user(), null, 2);
            try (PostgresStore store = PostgresStore.open(reach)) {
                store.migrate();
            }
            SampleSettings settings = new SampleSettings(OUT_OF_ORDERNESS, IDLE_AFTER, Duration.ofSeconds(3), 0);
            try (FlinkJob job = FlinkJob.start(
                    directory.resolve("checkpoints"),
                    "gpu",
                    2,
                    Duration.ofSeconds(1),
                    env -> GpuWindowsJob.define(env, kafka.access(), reach, settings))) {
                var unused = repeating.scheduleWithFixedDelay(this::repeatNewest, 0, 500, TimeUnit.MILLISECONDS);
                awaitReadings(job, database, 2 * 7_100);

                // When that one wakes up and falls behind, and later catches up
                readings(3, 7_300, 7_301);
                readings(0, 7_200, 10_800);
                readings(1, 7_200, 10_800);
                awaitReadings(job, database, 2 * 7_200);
                readings(0, 10_800, 11_400);
                readings(1, 10_800, 11_400);
                for (int partition : List.of(0, 1, 3)) {
                    readings(partition, 12_000, 12_001);
                }

                // Then
                awaitReadings(job, database, 2 * 11_400);
            }
        }
        assertThat(TopicReader.records(kafka.access(), Topics.DEAD_LETTERS)).isEmpty();
    }

    private static void awaitReadings(FlinkJob job, EmbeddedDatabase database, int readings) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(job.status()).isEqualTo("RUNNING");
                    assertThat(counted(database)).isGreaterThanOrEqualTo(readings);
                });
    }

    private static int counted(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(samples), 0) FROM tachograph.gpu_window_10s"
                        + " WHERE complete AND gpu IN ('GPU-0', 'GPU-1')")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void boundedReadOfPartitionsADayApart_endsWithEveryRecord() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            send(
                    Topics.REQUEST_TIMINGS,
                    0,
                    RequestTimings.success(i, startMillis + i * 30_000L).build());
        }
        for (int i = 0; i < 100; i++) {
            send(
                    Topics.REQUEST_TIMINGS,
                    1,
                    RequestTimings.success(9_000 + i, startMillis + i * 30_000L).build());
            send(Topics.REQUEST_TIMINGS, 3, new Heartbeat("t", "test", (startMillis + i * 1_000L) * 1_000));
        }
        producer.flush();

        Map<String, Object> counts;
        try (FlinkCluster cluster = FlinkCluster.start(2, List.of())) {
            counts = BoundedJob.run(cluster, "bounded", 2, this::define);
        }

        assertThat(TopicReader.count(kafka.access(), Topics.REQUEST_TIMINGS)).isEqualTo(3_200);
        assertThat(counts).containsEntry(SlowCount.EVENTS, 3_200);
    }

    private void define(StreamExecutionEnvironment env) {
        RequestTopic.readUntilNow(
                        env, Topics.REQUEST_TIMINGS.name(), kafka.access(), "bounded", OUT_OF_ORDERNESS, IDLE_AFTER)
                .filter(new SlowCount())
                .uid("count")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
    }

    /** Slow enough for the clocks of partitions to be compared, every second, while records are left. */
    private static final class SlowCount extends RichFilterFunction<TopicEvent<RequestSample>> {
        static final String EVENTS = "events";
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(TopicEvent<RequestSample> event) {
            LockSupport.parkNanos(2_000_000);
            IntCounter events = getRuntimeContext().getIntCounter(EVENTS);
            events.add(1);
            return false;
        }
    }
}
