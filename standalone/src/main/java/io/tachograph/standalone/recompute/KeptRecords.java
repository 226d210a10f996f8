package io.tachograph.standalone.recompute;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How far back the request topic still has everything. */
final class KeptRecords {
    private static final String TOPIC = Topics.REQUEST_TIMINGS.name();
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    private KeptRecords() {}

    /**
     * The time from which on no record was deleted: where a partition has lost its beginning, when its first record
     * came, by the broker's clock.
     *
     * @return {@link Instant#MIN} when nothing was ever deleted
     * @throws IOException when a partition that has lost its beginning does not show its first record
     */
    static Instant since(KafkaAccess kafka) throws IOException {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.consumer(Map.of("enable.auto.commit", "false", "max.poll.records", "1")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Set<TopicPartition> cut = new HashSet<>();
            begins.forEach((partition, offset) -> {
                if (offset > 0) {
                    cut.add(partition);
                }
            });
            return cut.isEmpty() ? Instant.MIN : latestFirst(consumer, cut);
        } catch (KafkaException e) {
            throw new IOException("the topic " + TOPIC + " cannot be read: " + KafkaFailure.sentence(kafka, e), e);
        }
    }

    private static Instant latestFirst(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> cut)
            throws IOException {
        Instant latest = Instant.MIN;
        for (TopicPartition partition : cut) {
            Instant first = first(consumer, partition);
            latest = first.isAfter(latest) ? first : latest;
        }
        return latest;
    }

    private static Instant first(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) throws IOException {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = System.nanoTime() + LONGEST_LOOK.toNanos();
        long last = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (consumer.position(partition) >= last) {
            throw new IOException("partition " + partition.partition() + " of " + TOPIC
                    + " is empty and was not always: what it held cannot be computed again");
        }
        while (end - System.nanoTime() > 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                return Instant.ofEpochMilli(record.timestamp());
            }
        }
        throw new IOException("partition " + partition.partition() + " of " + TOPIC + " gives no record");
    }
}
