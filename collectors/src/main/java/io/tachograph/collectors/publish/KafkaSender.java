package io.tachograph.collectors.publish;

import io.tachograph.schemas.codec.RecordEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    /** What order and durability rest on. */
    static final List<String> FIXED = List.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ProducerConfig.CLIENT_ID_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private final Producer<String, byte[]> producer;
    private final Map<Schema, RecordEncoder<SpecificRecord>> encoders = new HashMap<>();

    KafkaSender(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    static KafkaSender of(KafkaSettings settings) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        config.putAll(settings.producer());
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, settings.clientId());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaSender(new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
    }

    @Override
    public void send(String key, SpecificRecord event, Receipt receipt) {
        byte[] value =
                encoders.computeIfAbsent(event.getSchema(), RecordEncoder::new).encode(event);
        String topic = RecordRoute.of(event).topic().name();
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, value);
        // The callback tells all that the future would.
        var unused = producer.send(message, (stored, failure) -> receipt.settle(failure));
    }

    @Override
    public void close(Duration limit) {
        producer.close(limit);
    }
}
