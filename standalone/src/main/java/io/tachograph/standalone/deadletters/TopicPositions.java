package io.tachograph.standalone.deadletters;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads topics by position, without a consumer group. Not thread-safe. */
final class TopicPositions implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(20);

    private final KafkaAccess kafka;
    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicPositions(KafkaAccess kafka) {
        this.kafka = kafka;
        consumer = new KafkaConsumer<>(
                kafka.consumer(Map.of("enable.auto.commit", "false", "auto.offset.reset", "none")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Hands over all that is on a topic now.
     *
     * @throws IOException when the topic cannot be read to its end
     */
    void all(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) throws IOException {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
                consumer.poll(POLL).forEach(each);
            }
        } catch (KafkaException e) {
            throw new IOException("the topic " + topic + " cannot be read: " + KafkaFailure.sentence(kafka, e), e);
        }
    }

    /**
     * The record at a position.
     *
     * @return null when Kafka no longer has it
     * @throws IOException when Kafka does not answer
     */
    @Nullable
    ConsumerRecord<byte[], byte[]> at(String topic, int partition, long offset) throws IOException {
        TopicPartition place = new TopicPartition(topic, partition);
        try {
            if (consumer.partitionsFor(topic).stream().noneMatch(info -> info.partition() == partition)) {
                return null;
            }
            consumer.assign(List.of(place));
            long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            if (offset < begin || offset >= end) {
                return null;
            }
            consumer.seek(place, offset);
            long until = System.nanoTime() + LONGEST_LOOK.toNanos();
            while (until - System.nanoTime() > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == offset ? record : null;
                }
            }
        } catch (KafkaException e) {
            throw new IOException("the record at " + place + " cannot be read: " + KafkaFailure.sentence(kafka, e), e);
        }
        throw new IOException("Kafka does not give the record at " + place);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
