package io.tachograph.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts single records onto Kafka, for somebody who waits for each: acknowledged by all in-sync replicas, and written once.
 * What one thread writes with one key stays in order. Thread-safe.
 */
public final class RecordWriter implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final KafkaAccess kafka;
    private final KafkaProducer<String, byte[]> producer;

    private RecordWriter(KafkaAccess kafka, KafkaProducer<String, byte[]> producer) {
        this.kafka = kafka;
        this.producer = producer;
    }

    /**
     * Connects when the first record is written.
     *
     * @param patience how long each record may take to be acknowledged
     * @throws IOException in one sentence, when the settings cannot be right
     */
    public static RecordWriter open(KafkaAccess kafka, String clientId, Duration patience) throws IOException {
        String millis = Long.toString(patience.toMillis());
        try {
            return new RecordWriter(
                    kafka,
                    new KafkaProducer<>(
                            kafka.producer(Map.of(
                                    ProducerConfig.CLIENT_ID_CONFIG,
                                    clientId,
                                    ProducerConfig.LINGER_MS_CONFIG,
                                    "0",
                                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                    Long.toString(Math.min(patience.toMillis(), 10_000)),
                                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                    millis,
                                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                    millis)),
                            new StringSerializer(),
                            new ByteArraySerializer()));
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(kafka, e), e);
        }
    }

    /** Completes when it is acknowledged, or exceptionally with an {@link IOException} of one sentence. */
    public CompletableFuture<Void> write(String topic, String key, byte[] value) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            Future<?> unused = producer.send(new ProducerRecord<>(topic, key, value), (place, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(new IOException(KafkaFailure.sentence(kafka, failure), failure));
                }
            });
        } catch (KafkaException e) {
            acknowledged.completeExceptionally(new IOException(KafkaFailure.sentence(kafka, e), e));
        }
        return acknowledged;
    }

    /** Waits until everything that was written is acknowledged, or has failed. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}
