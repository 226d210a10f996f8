package io.tachograph.export;

import static io.tachograph.export.Windows.MINUTE;
import static io.tachograph.export.Windows.NOON_MILLIS;
import static io.tachograph.export.Windows.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.OtlpExportSection;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows on a real Kafka, and a collector that fails now and then. */
class WindowExportTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.REQUEST_WINDOWS.name(), 0);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> ENVIRONMENT = Map.of("HEADERS", "x-key=secret-of-the-collector");

    private final RecordEncoder<RequestWindow> encoder = new RecordEncoder<>(RequestWindow.getClassSchema());

    @TempDir
    Path directory;

    private static LatencyHistogram latencies(int count) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 1; i <= count; i++) {
            histogram.record(i * 1_000_000L);
        }
        return histogram;
    }

    private void send(KafkaProducer<String, byte[]> producer, RequestWindow.Builder... windows) throws Exception {
        for (RequestWindow.Builder window : windows) {
            Future<?> sent = producer.send(new ProducerRecord<>(
                    Topics.REQUEST_WINDOWS.name(), window.getTarget(), encoder.encode(window.build())));
            sent.get();
        }
    }

    private static KafkaProducer<String, byte[]> producer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                kafka.access().producer(Map.of()), new StringSerializer(), new ByteArraySerializer());
    }

    /** A new group begins with what comes then, which is a race with what the test sends. */
    private static void beginAtTheBeginning(EmbeddedKafka kafka, OtlpExportSection section) throws Exception {
        try (Admin admin = Admin.create(kafka.access().admin())) {
            admin.alterConsumerGroupOffsets(section.group(), Map.of(PARTITION, new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void completeWindows_areDeliveredOnce_howeverOftenTheCollectorFails(OtlpExportSection.Protocol protocol)
            throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                Collector collector = new Collector(protocol, 2);
                KafkaProducer<String, byte[]> producer = producer(kafka)) {
            kafka.createTopics(Topics.ALL, 1);
            OtlpExportSection section = collector.section(Duration.ofMinutes(10));
            beginAtTheBeginning(kafka, section);
            try (WindowExport export = WindowExport.start(kafka.access(), section, ENVIRONMENT::get)) {
                send(
                        producer,
                        minute("a", NOON_MILLIS, latencies(10)).setComplete(false),
                        minute("a", NOON_MILLIS, latencies(10)),
                        minute("b", NOON_MILLIS, latencies(20)),
                        minute("a", NOON_MILLIS, latencies(10)).setResolutionMillis(10_000),
                        minute("a", NOON_MILLIS, latencies(10)).setRevision(4),
                        minute("a", NOON_MILLIS + MINUTE, latencies(30)));
                Future<?> garbage =
                        producer.send(new ProducerRecord<>(Topics.REQUEST_WINDOWS.name(), "a", new byte[] {1, 2, 3}));
                garbage.get();

                await().atMost(PATIENCE)
                        .until(() -> export.counters().delivered() == 3
                                && export.counters().unreadable() == 1);
                assertThat(export.counters().failures()).isEqualTo(2);
                assertThat(export.counters().repeated()).isEqualTo(1);
                assertThat(export.counters().lost()).isZero();
                assertThat(export.counters().complaint()).isNull();
            }
            // A second one goes on where the first has ended, also when the stream tells its last windows again.
            try (WindowExport export = WindowExport.start(kafka.access(), section, ENVIRONMENT::get)) {
                send(
                        producer,
                        minute("a", NOON_MILLIS + MINUTE, latencies(30)).setRevision(5),
                        minute("c", NOON_MILLIS, latencies(40)));

                await().atMost(PATIENCE).until(() -> export.counters().delivered() == 1);
                assertThat(export.counters().repeated()).isEqualTo(1);
                assertThat(export.counters().unreadable()).isZero();
            }
            assertThat(counts(collector, "tachograph.request.count", "tachograph.outcome"))
                    .isEqualTo(Map.of(
                            "a ok", 40L, "a timeout", 4L, "b ok", 20L, "b timeout", 2L, "c ok", 40L, "c timeout", 2L));
            assertThat(counts(collector, "tachograph.request.tokens", "gen_ai.token.type"))
                    .containsAllEntriesOf(
                            Map.of("a input", 20L, "a cached_input", 8L, "a output", 200L, "c output", 100L));
            assertThat(counts(collector, "tachograph.request.slo_met", "tachograph.slo"))
                    .containsEntry("a chat", 14L);
            assertThat(counts(collector, "tachograph.request.slo_eligible", "tachograph.slo"))
                    .containsEntry("b chat", 9L);
            assertThat(counts(collector, "tachograph.request.duplicates", "tachograph.origin"))
                    .containsEntry("a traced", 2L);
            assertThat(collector.key()).isEqualTo("secret-of-the-collector");
        }
    }

    /** By target and another attribute. */
    private static Map<String, Long> counts(Collector collector, String name, String attribute) {
        Map<String, Long> counts = new TreeMap<>();
        for (Metric metric : collector.metrics(name)) {
            for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
                String key = attribute(point, "tachograph.target") + " " + attribute(point, attribute);
                counts.merge(key, point.getAsInt(), Long::sum);
            }
        }
        return counts;
    }

    private static String attribute(NumberDataPoint point, String name) {
        return point.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    @Test
    void windowsThatNobodyTakes_areLeftOutAndCounted_andTheNextOnesGo() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                Collector collector = new Collector(OtlpExportSection.Protocol.HTTP, 1);
                KafkaProducer<String, byte[]> producer = producer(kafka)) {
            kafka.createTopics(Topics.ALL, 1);
            OtlpExportSection section = collector.section(Duration.ofNanos(1));
            beginAtTheBeginning(kafka, section);
            try (WindowExport export = WindowExport.start(kafka.access(), section, ENVIRONMENT::get)) {
                send(producer, minute("a", NOON_MILLIS, latencies(10)));
                await().atMost(PATIENCE).until(() -> export.counters().lost() == 1);
                assertThat(export.counters().complaint())
                        .contains("takes no metrics")
                        .doesNotContain("secret");

                send(producer, minute("b", NOON_MILLIS, latencies(10)));
                await().atMost(PATIENCE).until(() -> export.counters().delivered() == 1);
                assertThat(export.counters().complaint()).isNull();
            }
        }
    }

    @Test
    void newGroup_beginsAtTheEnd_andHasThatPlaceFromThenOn() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                Collector collector = new Collector(OtlpExportSection.Protocol.HTTP, 0);
                KafkaProducer<String, byte[]> producer = producer(kafka)) {
            kafka.createTopics(Topics.ALL, 1);
            OtlpExportSection section = collector.section(Duration.ofMinutes(10));
            send(producer, minute("before", NOON_MILLIS, latencies(10)));
            try (WindowExport export = WindowExport.start(kafka.access(), section, ENVIRONMENT::get);
                    Admin admin = Admin.create(kafka.access().admin())) {
                await().atMost(PATIENCE)
                        .until(() -> admin.listConsumerGroupOffsets(section.group())
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .containsKey(PARTITION));
                assertThat(export.counters().delivered()).isZero();
            }
            send(producer, minute("meanwhile", NOON_MILLIS, latencies(10)));
            try (WindowExport export = WindowExport.start(kafka.access(), section, ENVIRONMENT::get)) {
                await().atMost(PATIENCE).until(() -> export.counters().delivered() == 1);
            }
        }
    }

    @Test
    void recordsThatExpiredMeanwhile_areCounted_andTheRestGoes() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                Collector collector = new Collector(OtlpExportSection.Protocol.HTTP, 0);
                KafkaProducer<String, byte[]> producer = producer(kafka);
                Admin admin = Admin.create(kafka.access().admin())) {
            kafka.createTopics(Topics.ALL, 1);
            OtlpExportSection section = collector.section(Duration.ofMinutes(10));
            beginAtTheBeginning(kafka, section);
            send(
                    producer,
                    minute("a", NOON_MILLIS, latencies(10)),
                    minute("b", NOON_MILLIS, latencies(10)),
                    minute("c", NOON_MILLIS, latencies(10)));
            admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
            try (WindowExport export = WindowExport.start(kafka.access(), section, ENVIRONMENT::get)) {
                await().atMost(PATIENCE).until(() -> export.counters().delivered() == 1);

                assertThat(export.counters().expired()).isEqualTo(2);
            }
        }
    }

    @Test
    void kafkaThatIsAway_isSaid() throws Exception {
        try (Collector collector = new Collector(OtlpExportSection.Protocol.HTTP, 0);
                WindowExport export = WindowExport.start(
                        KafkaAccess.plain("127.0.0.1:1"), collector.section(Duration.ofMinutes(1)), ENVIRONMENT::get)) {
            await().atMost(PATIENCE).until(() -> export.counters().complaint() != null);

            assertThat(export.counters().complaint()).contains("127.0.0.1:1");
            assertThat(export.trouble()).isEmpty();
        }
    }

    @Test
    void kafkaThatStaysAway_isTrouble_untilItIsBack() {
        ExportTally tally = new ExportTally();
        assertThat(tally.away("no broker")).isTrue();
        assertThat(tally.away("no broker")).isFalse();
        assertThat(tally.awayFor(Duration.ZERO)).isEqualTo("no broker");
        assertThat(tally.awayFor(Duration.ofDays(1))).isNull();

        tally.back();

        assertThat(tally.awayFor(Duration.ZERO)).isNull();
        assertThat(tally.counters().complaint()).isNull();
    }

    @Test
    void badConfiguration_isSaidInOneSentence() throws Exception {
        try (Collector collector = new Collector(OtlpExportSection.Protocol.HTTP, 0)) {
            OtlpExportSection section = collector.section(Duration.ofMinutes(1));
            var kafka = KafkaAccess.plain("127.0.0.1:1");
            assertThatThrownBy(() ->
                            WindowExport.start(kafka, ConfigFile.defaults().otlpExport(), name -> null))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("otlp-export.endpoint is missing");
            assertThatThrownBy(() -> WindowExport.start(kafka, section, name -> null))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("HEADERS")
                    .hasMessageContaining("is not set");
            assertThatThrownBy(() -> WindowExport.start(kafka, section, name -> "no header"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("name=value");
        }
    }
}
