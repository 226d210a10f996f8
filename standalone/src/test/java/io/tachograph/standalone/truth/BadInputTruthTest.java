package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.jobs.catalog.TelemetrySettings;
import io.tachograph.jobs.sample.SampleSettings;
import io.tachograph.jobs.slo.SloConfig;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.store.Resolution;
import io.tachograph.windows.RequestTimings;
import io.tachograph.windows.request.SeriesLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of bad record between good ones, on every topic that jobs read: the good ones are exact, each bad one is a
 * dead letter with its reason, counted, and no job has so much as restarted.
 */
class BadInputTruthTest {
    private static final int TENANTS = 2_000;
    private static final int ROOM = 20;
    private static final long START = Scenario.START_MILLIS;
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<RequestTiming> counted = new ArrayList<>();

    @Test
    void badRecordsBetweenGoodOnes_areDeadLettersAndTheGoodOnesAreExact() throws Exception {
        List<BadRecords.Bad> bad = new BadRecords(START + 30_000).all();
        write(bad);
        List<JobDefinition<?>> definitions = List.of(
                JobCatalog.named("request-windows"),
                JobCatalog.named("gpu-windows"),
                JobCatalog.named("engine-windows"),
                JobCatalog.named("slo"));
        try (JobsOnServers jobs = new JobsOnServers(directory, definitions, settings())) {
            // When
            try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(jobs.brokers())) {
                for (ProducerRecord<byte[], byte[]> record : records) {
                    var unused = producer.send(record);
                }
            }
            TopicReader.heartbeats(jobs.brokers(), START + Scenario.SECONDS * 1_000 + 2 * Scenario.MAX_REQUEST_MILLIS);

            // Then
            Map<String, Integer> letters = new TreeMap<>();
            bad.forEach(one -> letters.merge(one.topic().name() + " " + one.reason(), 1, Integer::sum));
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        assertThat(jobs.status()).isEqualTo("RUNNING");
                        assertThat(deadLetters(jobs.brokers())).isEqualTo(letters);
                        assertRequests(jobs.jdbcUrl());
                        assertReadings(jobs.jdbcUrl());
                    });
            assertThat(jobs.sum("tachograph_job_restarts")).isZero();
            assertThat(jobs.sum("tachograph_job_dead_letters")).isEqualTo(bad.size());
            assertThat(jobs.sum("tachograph_job_records_overflowed")).isEqualTo(TENANTS - ROOM);
            assertThat(TopicReader.records(jobs.brokers(), Topics.ALERTS))
                    .as("the SLO is watched")
                    .isNotEmpty();
        }
    }

    private static JobSettings settings() {
        SampleSettings gpus = new SampleSettings(Duration.ofSeconds(2), LONG, Duration.ofSeconds(3), 0);
        SampleSettings engines = new SampleSettings(Duration.ofSeconds(2), LONG, Duration.ofSeconds(15), 0);
        return JobSettings.of(
                new PipelineConfig(
                        Duration.ofMillis(Scenario.MAX_REQUEST_MILLIS),
                        Duration.ofSeconds(2),
                        LONG,
                        0,
                        Scenario.SLOS,
                        new SeriesLimits(ROOM, 100_000),
                        Resolution.TEN_SECONDS),
                new TelemetrySettings(gpus, engines, engines),
                SloConfig.of(Map.of("chat", 0.9)).withIdleAfter(LONG));
    }

    /** Good records in their order, and between them the bad ones. */
    private void write(List<BadRecords.Bad> bad) {
        List<ProducerRecord<byte[], byte[]>> good = new ArrayList<>();
        Scenario scenario = new Scenario(11);
        RecordEncoder<RequestTiming> timings = new RecordEncoder<>(RequestTiming.getClassSchema());
        for (Scenario.Message message : scenario.messages(scenario.requests(3_000), new int[1], new int[1])) {
            if (message.delivers() != null) {
                counted.add(message.delivers());
                good.add(record(Topics.REQUEST_TIMINGS, message.value()));
            }
        }
        long flood = START + Scenario.SECONDS * 1_000;
        for (int i = 0; i < TENANTS; i++) {
            RequestTiming.Builder request = RequestTimings.success(5_000_000 + i, flood + i)
                    .setTarget("flooded")
                    .setTenant("tenant " + i);
            good.add(record(Topics.REQUEST_TIMINGS, timings.encode(request.build())));
            counted.add(i < ROOM ? request.build() : request.setTenant("~other").build());
        }
        List<ProducerRecord<byte[], byte[]>> readings = new ArrayList<>();
        for (int second = 0; second <= 40; second++) {
            readings.add(gpu(second));
            if (second % 5 == 0) {
                readings.add(engine(second));
            }
        }
        good.addAll(0, readings);
        good.add(gpu(300));
        good.add(engine(300));
        Iterator<BadRecords.Bad> next = bad.iterator();
        for (int i = 0; i < good.size(); i++) {
            if (i % 40 == 17 && next.hasNext()) {
                BadRecords.Bad one = next.next();
                records.add(new ProducerRecord<>(one.topic().name(), one.value()));
            }
            records.add(good.get(i));
        }
        assertThat(next.hasNext()).isFalse();
    }

    private static ProducerRecord<byte[], byte[]> record(Topic topic, byte[] value) {
        return new ProducerRecord<>(topic.name(), value);
    }

    /** A second of (700 + second) mJ after the other. */
    private static ProducerRecord<byte[], byte[]> gpu(int second) {
        long counter = 700L * second + (long) second * (second - 1) / 2;
        return record(
                Topics.GPU_SAMPLES,
                new RecordEncoder<GpuSample>(GpuSample.getClassSchema())
                        .encode(GpuSample.newBuilder()
                                .setGpu("GPU-0")
                                .setNode("node")
                                .setAgent("test")
                                .setAtMicros((START + second * 1_000L) * 1_000)
                                .setEnergyMillijoules(counter)
                                .build()));
    }

    private static ProducerRecord<byte[], byte[]> engine(int second) {
        return record(
                Topics.ENGINE_SAMPLES,
                new RecordEncoder<EngineSample>(EngineSample.getClassSchema())
                        .encode(EngineSample.newBuilder()
                                .setTarget("t")
                                .setEngine("vllm")
                                .setAgent("test")
                                .setAtMicros((START + second * 1_000L) * 1_000)
                                .setCounters(Map.of("generation_tokens", 100.0 * second))
                                .build()));
    }

    private void assertRequests(String jdbcUrl) throws Exception {
        Map<String, Expected.Window> expected = Expected.windows(counted, 10);
        int unused = Agreement.assertWindows(new StoredWindows(jdbcUrl).windows("10s"), expected);
    }

    private static void assertReadings(String jdbcUrl) throws Exception {
        StoredWindows stored = new StoredWindows(jdbcUrl);
        for (int window = 0; window < 4; window++) {
            long millijoules = 0;
            for (int second = window * 10; second < window * 10 + 10; second++) {
                millijoules += 700 + second;
            }
            String at = " WHERE complete AND window_start = to_timestamp(" + (START / 1_000 + window * 10L) + ")";
            assertThat(stored.number("SELECT round(energy_joules * 1000)::bigint FROM tachograph.gpu_window_10s" + at))
                    .isEqualTo(millijoules);
            assertThat(stored.number("SELECT generation_tokens::bigint FROM tachograph.engine_window_10s" + at))
                    .isEqualTo(1_000);
        }
        assertThat(stored.number("SELECT count(DISTINCT gpu) FROM tachograph.gpu_window_10s"))
                .isEqualTo(1);
    }

    /** By topic and reason, each position once. */
    private static Map<String, Integer> deadLetters(KafkaAccess brokers) {
        Set<String> positions = new TreeSet<>();
        Map<String, Integer> letters = new TreeMap<>();
        for (SpecificRecord value : TopicReader.records(brokers, Topics.DEAD_LETTERS)) {
            DeadLetter letter = (DeadLetter) value;
            if (positions.add(letter.getTopic() + letter.getPartition() + "/" + letter.getOffset())) {
                letters.merge(letter.getTopic() + " " + letter.getReason(), 1, Integer::sum);
            }
        }
        return letters;
    }
}
