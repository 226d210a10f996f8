package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.flink.FlinkJob;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.jobs.engine.EngineWindowsJob;
import io.tachograph.jobs.gpu.GpuWindowsJob;
import io.tachograph.jobs.sample.SampleSettings;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * GPU and engine readings through a real Kafka, a real Flink and a real PostgreSQL, with disorder, duplicates and
 * garbage: energy and tokens of every window are those of the counters that were sent.
 */
class SampleTruthTest {
    private static final int SECONDS = 120;
    private static final int GPUS = 3;

    @TempDir
    private Path directory;

    private final Random random = new Random(5);
    private final long startSeconds = Math.floorDiv(System.currentTimeMillis() / 1_000 - 900, 60L) * 60;
    private final TreeMap<Double, ProducerRecord<byte[], byte[]>> byArrival = new TreeMap<>();

    @Test
    void tables_holdWhatTheCountersSaid() throws Exception {
        // Given counters that rise every second, delivered up to 1.5 s out of order, one in ten twice
        Map<String, Double> joules = new TreeMap<>();
        for (int g = 0; g < GPUS; g++) {
            long counter = 1_000_000L * g;
            for (int second = 0; second <= SECONDS; second++) {
                arrive(second, Topics.GPU_SAMPLES, "GPU-" + g, gpu(g, second, counter));
                long used = random.nextInt(700_000);
                joules.merge(g + "@" + second / 10 * 10, used / 1e3, Double::sum);
                counter += used;
            }
            arrive(300, Topics.GPU_SAMPLES, "GPU-" + g, gpu(g, 300, counter));
        }
        Map<String, Double> tokens = new TreeMap<>();
        double generated = 0;
        for (int second = 0; second <= SECONDS; second += 5) {
            arrive(second, Topics.ENGINE_SAMPLES, "t", engine(second, generated));
            // The engine starts anew at 60 s: what it counted until then, and had not told yet, is gone.
            double more = random.nextInt(1_000);
            generated = second == 60 ? more : generated + more + 1_000;
            tokens.merge("" + second / 10 * 10, second == 60 ? more : more + 1_000, Double::sum);
        }
        arrive(300, Topics.ENGINE_SAMPLES, "t", engine(300, generated));
        int garbage = garbage();

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            kafka.createTopics(Topics.ALL, 1);
            PostgresConfig reach = new PostgresConfig(database.jdbcUrl(), database.user(), null, 2);
            try (PostgresStore store = PostgresStore.open(reach)) {
                store.migrate();
            }
            KafkaAccess brokers = kafka.access();
            try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(brokers)) {
                for (ProducerRecord<byte[], byte[]> record : byArrival.values()) {
                    var unused = producer.send(record);
                }
            }

            // When both jobs run
            try (FlinkJob gpuJob = job("gpu", env -> GpuWindowsJob.define(env, brokers, reach, settings(3)));
                    FlinkJob engineJob =
                            job("engine", env -> EngineWindowsJob.define(env, brokers, reach, settings(15)))) {
                String complete = "SELECT window_start, 1 FROM tachograph.%s WHERE complete AND window_start = "
                        + "to_timestamp(" + (startSeconds + SECONDS - 10) + ")";
                await().atMost(Duration.ofMinutes(3))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> {
                            assertThat(List.of(gpuJob.status(), engineJob.status()))
                                    .containsOnly("RUNNING");
                            return query(database, complete.formatted("gpu_window_10s"), GPUS)
                                    && query(database, complete.formatted("engine_window_10s"), 1)
                                    && query(database, "SELECT gpu, 1 FROM tachograph.gpu_assignment", GPUS);
                        });
            }

            // Then
            String second = "extract(epoch FROM window_start)::bigint - " + startSeconds;
            Map<String, Double> stored = values(
                    database,
                    "SELECT substr(gpu, 5) || '@' || " + second
                            + ", energy_joules FROM tachograph.gpu_window_10s WHERE " + second + " < " + SECONDS);
            assertThat(stored).hasSize(GPUS * SECONDS / 10);
            stored.forEach((key, energy) -> assertThat(energy).as(key).isCloseTo(joules.get(key), within(1e-6)));
            Map<String, Double> counted = values(
                    database,
                    "SELECT " + second + ", generation_tokens FROM tachograph.engine_window_10s WHERE " + second + " < "
                            + SECONDS);
            assertThat(counted).hasSize(SECONDS / 10);
            counted.forEach((key, rise) -> assertThat(rise).as(key).isEqualTo(tokens.get(key)));
            double all = joules.entrySet().stream()
                    .filter(entry -> !entry.getKey().endsWith("@" + SECONDS))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            double allTokens =
                    counted.values().stream().mapToDouble(Double::doubleValue).sum();
            assertThat(values(
                            database,
                            "SELECT coalesce(reason, 'fine'), joules_per_generated_token FROM tachograph.energy_per_token(to_timestamp("
                                    + startSeconds + "), to_timestamp(" + (startSeconds + SECONDS) + "))"))
                    .hasEntrySatisfying(
                            "no tokens", value -> assertThat(value).isCloseTo(all / allTokens, within(1e-9)));
            assertThat(TopicReader.deadLetters(brokers).values().stream()
                            .mapToInt(n -> n)
                            .sum())
                    .isEqualTo(garbage);
        }
    }

    private static SampleSettings settings(int gapSeconds) {
        return new SampleSettings(Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofSeconds(gapSeconds), 0);
    }

    private FlinkJob job(String name, Consumer<StreamExecutionEnvironment> definition) throws Exception {
        return FlinkJob.start(directory.resolve("checkpoints-" + name), name, 1, Duration.ofSeconds(1), definition);
    }

    private GpuSample gpu(int gpu, int second, long millijoules) {
        if (second == 0) {
            long from = (startSeconds - 60) * 1_000_000;
            arrive(
                    -1 - gpu,
                    Topics.INVENTORY,
                    "a" + gpu,
                    new GpuAssignment("GPU-" + gpu, "t", from, null, from, "config", "", null));
        }
        return GpuSample.newBuilder()
                .setGpu("GPU-" + gpu)
                .setNode("node")
                .setAgent("test")
                .setAtMicros((startSeconds + second) * 1_000_000)
                .setEnergyMillijoules(millijoules)
                .setPowerWatts(300.0)
                .build();
    }

    private EngineSample engine(int second, double generated) {
        return EngineSample.newBuilder()
                .setTarget("t")
                .setEngine("vllm")
                .setAgent("test")
                .setAtMicros((startSeconds + second) * 1_000_000)
                .setCounters(Map.of("generation_tokens", generated))
                .build();
    }

    private void arrive(double second, Topic topic, String key, SpecificRecord value) {
        byte[] bytes = new RecordEncoder<SpecificRecord>(value.getSchema()).encode(value);
        send(second + 1.5 * random.nextDouble(), topic, key, bytes);
        if (random.nextInt(10) == 0) {
            send(second + 1.5 * random.nextDouble(), topic, key, bytes);
        }
    }

    private void send(double at, Topic topic, String key, byte[] bytes) {
        byArrival.put(at, new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes));
    }

    /** Unreadable bytes, negative power, and the year 2099; how many there are. */
    private int garbage() {
        List<byte[]> bad = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            GpuSample negative = gpu(i, 50, 0);
            negative.put("power_watts", -1.0);
            GpuSample late = gpu(i, 50, 0);
            late.put("at_micros", 4_070_908_800_000_000L);
            RecordEncoder<GpuSample> encoder = new RecordEncoder<>(GpuSample.getClassSchema());
            bad.addAll(List.of(new byte[] {1, 2, (byte) i}, encoder.encode(negative), encoder.encode(late)));
        }
        bad.forEach(bytes -> send(SECONDS * random.nextDouble(), Topics.GPU_SAMPLES, "GPU-0", bytes));
        return bad.size();
    }

    private static boolean query(EmbeddedDatabase database, String sql, int rows) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + sql + ") q")) {
            row.next();
            return row.getInt(1) == rows;
        }
    }

    private static Map<String, Double> values(EmbeddedDatabase database, String sql) throws Exception {
        Map<String, Double> values = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.put(row.getString(1), row.getDouble(2));
            }
        }
        return values;
    }
}
