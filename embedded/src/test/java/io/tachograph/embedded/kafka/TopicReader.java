package io.tachograph.embedded.kafka;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is on a topic, as any consumer sees it. */
public final class TopicReader {
    private TopicReader() {}

    /** Number of offsets that a topic's partitions have given out. */
    public static long count(KafkaAccess kafka, Topic topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            return consumer.endOffsets(partitions(consumer, topic)).values().stream()
                    .mapToLong(end -> end)
                    .sum();
        }
    }

    /** Every request timing on the request topic. */
    public static List<RequestTiming> timings(KafkaAccess kafka) {
        List<RequestTiming> timings = new ArrayList<>();
        for (SpecificRecord value : records(kafka, Topics.REQUEST_TIMINGS)) {
            if (value instanceof RequestTiming timing) {
                timings.add(timing);
            }
        }
        return timings;
    }

    /** Dead letters by reason, each position once. */
    public static Map<String, Integer> deadLetters(KafkaAccess kafka) {
        Map<String, String> reasonByPosition = new HashMap<>();
        for (SpecificRecord value : records(kafka, Topics.DEAD_LETTERS)) {
            DeadLetter letter = (DeadLetter) value;
            reasonByPosition.put(
                    letter.getPartition() + "/" + letter.getOffset(),
                    letter.getReason().name());
        }
        Map<String, Integer> byReason = new TreeMap<>();
        reasonByPosition.values().forEach(reason -> byReason.merge(reason, 1, Integer::sum));
        return byReason;
    }

    /** Says on every partition of the request topic that all until then was sent. */
    public static void heartbeats(KafkaAccess kafka, long atMillis) {
        byte[] heartbeat = new RecordEncoder<Heartbeat>(Heartbeat.getClassSchema())
                .encode(new Heartbeat("closing", "test", atMillis * 1_000));
        try (KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
            for (PartitionInfo partition : producer.partitionsFor(Topics.REQUEST_TIMINGS.name())) {
                var unused =
                        producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, heartbeat));
            }
        }
    }

    /** A producer that fails on flush and on close when a record that it was given did not arrive. */
    public static KafkaProducer<byte[], byte[]> producer(KafkaAccess kafka) {
        return new CheckedProducer(kafka.producer(Map.of("acks", "all", "linger.ms", "5")));
    }

    /** Everything on a topic, in the order of each partition. */
    public static List<SpecificRecord> records(KafkaAccess kafka, Topic topic) {
        RecordDecoder decoder = new RecordDecoder();
        List<SpecificRecord> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    records.add(decoder.decode(record.value()));
                }
            }
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
        return records;
    }

    public static KafkaConsumer<byte[], byte[]> consumer(KafkaAccess kafka) {
        return new KafkaConsumer<>(
                kafka.consumer(Map.of("enable.auto.commit", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
