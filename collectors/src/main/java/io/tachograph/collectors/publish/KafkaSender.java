package io.tachograph.collectors.publish;

import io.tachograph.schemas.codec.RecordEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts each event on its topic under its key. */
final class KafkaSender implements EventSender {
    /** Nobody waits for a record, and each batch costs a wake-up, which those who measure on the same core wait for. */
    private static final String LINGER_MILLIS = "100";

    private final Producer<String, byte[]> producer;
    private final Map<Schema, RecordEncoder<SpecificRecord>> encoders = new HashMap<>();

    KafkaSender(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    static KafkaSender of(KafkaSettings settings) {
        Properties config = settings.kafka()
                .producer(Map.of(
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                        ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000",
                        ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false",
                        ProducerConfig.CLIENT_ID_CONFIG, settings.clientId(),
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true"));
        return new KafkaSender(new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
    }

    @Override
    public void send(String key, SpecificRecord event, Receipt receipt) {
        send(encode(key, event), receipt);
    }

    /** Used by one thread at a time. */
    EncodedEvent encode(String key, SpecificRecord event) {
        byte[] value =
                encoders.computeIfAbsent(event.getSchema(), RecordEncoder::new).encode(event);
        return new EncodedEvent(RecordRoute.of(event).topic().name(), key, value);
    }

    void send(EncodedEvent event, Receipt receipt) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(event.topic(), event.key(), event.value());
        // The callback tells all that the future would.
        var unused = producer.send(message, (stored, failure) -> receipt.settle(failure));
    }

    /** Waits until everything that was sent is settled. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close(Duration limit) {
        producer.close(limit);
    }
}
