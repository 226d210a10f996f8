package io.tachograph.live;

import static io.tachograph.live.Records.alert;
import static io.tachograph.live.Records.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveStreamTest {
    private static final LiveSelection EVERYTHING =
            new LiveSelection(EnumSet.allOf(LiveKind.class), Map.of(), List.of(LiveDimension.MODEL));

    @TempDir
    Path directory;

    /** Two instances at once, for each must see every partition. */
    @Test
    void everyInstance_seesAllPartitionsAndLeavesNothingBehind() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
            kafka.createTopics(Topics.ALL, 3);
            LiveResults one = new LiveResults();
            LiveResults two = new LiveResults();
            try (LiveStream first = LiveStream.start(kafka.access(), one);
                    LiveStream second = LiveStream.start(kafka.access(), two);
                    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                            kafka.access().producer(Map.of()), new StringSerializer(), new ByteArraySerializer())) {
                RecordEncoder<RequestWindow> windows = new RecordEncoder<>(RequestWindow.getClassSchema());
                long now = System.currentTimeMillis() / 10_000 * 10_000;
                for (int target = 0; target < 12; target++) {
                    RequestWindow window = window("target-" + target, "model-" + target, now, 7);
                    Future<?> unused = producer.send(new ProducerRecord<>(
                            Topics.REQUEST_WINDOWS.name(), window.getTarget(), windows.encode(window)));
                }
                Alert alert = alert("alert-1", "target-1");
                Future<?> unused = producer.send(new ProducerRecord<>(
                        Topics.ALERTS.name(),
                        alert.getKey(),
                        new RecordEncoder<Alert>(Alert.getClassSchema()).encode(alert)));
                producer.flush();

                for (LiveResults results : List.of(one, two)) {
                    await().atMost(Duration.ofMinutes(2))
                            .untilAsserted(() -> assertThat(results.changesSince(LivePosition.START, EVERYTHING)
                                            .changes())
                                    .hasSize(13));
                }
                assertThat(first.trouble()).isEmpty();
                assertThat(second.trouble()).isEmpty();
            }
            try (Admin admin = Admin.create(kafka.access().admin())) {
                assertThat(admin.listGroups().all().get())
                        .extracting(GroupListing::groupId)
                        .noneMatch(group -> group.startsWith("tachograph-live"));
            }
        }
    }
}
