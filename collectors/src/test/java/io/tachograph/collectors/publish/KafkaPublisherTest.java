package io.tachograph.collectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPublisherTest {
    @Test
    void events_areOnKafkaInOrderUnderTheirTarget(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            broker.create(Topics.REQUEST_TIMINGS, 3);
            KafkaPublisher publisher =
                    KafkaPublisher.start(KafkaSettings.of(KafkaAccess.plain(broker.bootstrapServers()), "test"));

            // When
            for (int i = 0; i < 500; i++) {
                publisher.publish(Events.timing("target-" + i % 5, i));
            }
            for (int target = 0; target < 5; target++) {
                publisher.publish(Events.heartbeat("target-" + target, 1_000));
            }
            publisher.close();

            // Then
            assertThat(publisher.counters()).isEqualTo(new PublisherCounters(505, 505, 0, 505, 0, 0));
            List<ConsumerRecord<String, byte[]>> records = readAll(broker, 3, 505);
            RecordDecoder decoder = new RecordDecoder();
            for (int target = 0; target < 5; target++) {
                String slug = "target-" + target;
                List<Object> events = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> record : records) {
                    if (record.key().equals(slug)) {
                        events.add(decoder.decode(record.value()));
                    }
                }
                int first = target;
                List<RequestTiming> expected = IntStream.range(0, 100)
                        .mapToObj(i -> Events.timing(slug, first + 5L * i))
                        .toList();
                assertThat(events.subList(0, 100)).isEqualTo(expected);
                assertThat(events.subList(100, events.size())).containsExactly(Events.heartbeat(slug, 1_000));
            }
        }
    }

    @Test
    void brokerThatIsNotThere_costsEventsThatAreCounted_andClosesInTime() {
        KafkaSettings settings = new KafkaSettings(KafkaAccess.plain("127.0.0.1:1"), "test", 5, Duration.ofMillis(300));
        KafkaPublisher publisher = KafkaPublisher.start(settings);
        IntStream.range(0, 8).forEach(i -> publisher.publish(Events.timing("t", i)));

        publisher.close();

        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(8, 5, 3, 0, 5, 0));
    }

    private static List<ConsumerRecord<String, byte[]>> readAll(EmbeddedBroker broker, int partitions, int expected) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(Topics.REQUEST_TIMINGS.name(), partition))
                    .toList();
            consumer.assign(all);
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (records.size() < expected && deadline - System.nanoTime() > 0) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(expected);
        return records;
    }
}
