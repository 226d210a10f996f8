package io.tachograph.standalone.upgrade;

import io.tachograph.embedded.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts messages on their topics. */
final class Sender implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private long sent;

    Sender(Servers servers) {
        producer = TopicReader.producer(servers.brokers());
    }

    /** Returns when all are there. Compacted topics want keys, and each its own for all to stay. */
    void send(List<Sent> messages) throws ExecutionException, InterruptedException {
        List<Future<?>> confirmations = new ArrayList<>();
        for (Sent message : messages) {
            byte[] key = Long.toString(sent++).getBytes(StandardCharsets.UTF_8);
            confirmations.add(
                    producer.send(new ProducerRecord<>(message.topic(), message.partition(), key, message.value())));
        }
        for (Future<?> confirmation : confirmations) {
            confirmation.get();
        }
    }

    long sent() {
        return sent;
    }

    @Override
    public void close() {
        producer.close();
    }
}
