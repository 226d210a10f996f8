package io.tachograph.standalone.deadletters;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Letters' payloads sent to where they came from: the same topic and partition, the bytes as they were.
 *
 * @param sent acknowledged by Kafka, or with a dry run: would be sent
 * @param gone without their whole payload, and Kafka no longer has their record
 * @param failed not acknowledged; why is in {@code failure}
 * @param failure of the first that failed, empty without one
 */
record Republication(long sent, long gone, long failed, String failure) {
    static Republication of(List<Letter> letters, TopicPositions topics, KafkaAccess kafka, boolean dryRun)
            throws IOException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka.producer(Map.of("acks", "all", "compression.type", "lz4")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long gone = 0;
            long ready = 0;
            List<Future<RecordMetadata>> under = new ArrayList<>();
            for (Letter letter : letters) {
                ProducerRecord<byte[], byte[]> record = record(letter, topics);
                if (record == null) {
                    gone++;
                } else if (dryRun) {
                    ready++;
                } else {
                    under.add(producer.send(record));
                }
            }
            producer.flush();
            return settled(under, ready, gone);
        } catch (KafkaException e) {
            throw new IOException("the letters cannot be sent: " + KafkaFailure.sentence(kafka, e), e);
        }
    }

    private static Republication settled(List<Future<RecordMetadata>> under, long ready, long gone)
            throws InterruptedException {
        long sent = ready;
        long failed = 0;
        String failure = "";
        for (Future<RecordMetadata> each : under) {
            try {
                var unused = each.get();
                sent++;
            } catch (ExecutionException e) {
                failed++;
                failure = failure.isEmpty() ? reasonOf(e) : failure;
            }
        }
        return new Republication(sent, gone, failed, failure);
    }

    private static String reasonOf(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf((cause == null ? e : cause).getMessage());
    }

    private static @Nullable ProducerRecord<byte[], byte[]> record(Letter letter, TopicPositions topics)
            throws IOException {
        String topic = letter.record().getTopic();
        int partition = letter.record().getPartition();
        if (letter.isWhole()) {
            return new ProducerRecord<>(topic, partition, null, letter.payload());
        }
        ConsumerRecord<byte[], byte[]> origin =
                topics.at(topic, partition, letter.record().getOffset());
        return origin == null ? null : new ProducerRecord<>(topic, partition, origin.key(), origin.value());
    }
}
