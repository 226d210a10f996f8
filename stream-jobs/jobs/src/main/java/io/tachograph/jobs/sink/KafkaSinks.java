package io.tachograph.jobs.sink;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.codec.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sinks that put records onto our topics, at least once: each says which earlier one it replaces or repeats. */
final class KafkaSinks {
    private KafkaSinks() {}

    /**
     * A sink for one topic.
     *
     * @param recordOf the record of a value
     * @param keyOf the key of a record
     */
    static <T, R extends SpecificRecord> Sink<T> to(
            Topic topic,
            KafkaAccess kafka,
            Class<R> recordType,
            SerializableFunction<T, R> recordOf,
            SerializableFunction<R, String> keyOf) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(kafka.producer(Map.of("compression.type", "lz4", "linger.ms", "5")))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new Records<>(topic.name(), recordType, recordOf, keyOf))
                .build();
    }

    private static final class Records<T, R extends SpecificRecord> implements KafkaRecordSerializationSchema<T> {
        private static final long serialVersionUID = 1L;

        private final String topic;
        private final Class<R> recordType;
        private final SerializableFunction<T, R> recordOf;
        private final SerializableFunction<R, String> keyOf;
        private transient @Nullable RecordEncoder<R> encoder;

        Records(
                String topic,
                Class<R> recordType,
                SerializableFunction<T, R> recordOf,
                SerializableFunction<R, String> keyOf) {
            this.topic = topic;
            this.recordType = recordType;
            this.recordOf = recordOf;
            this.keyOf = keyOf;
        }

        @Override
        public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
            encoder = new RecordEncoder<>(SpecificData.get().getSchema(recordType));
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(T value, KafkaSinkContext context, @Nullable Long timestamp) {
            R made = recordOf.apply(value);
            byte[] key = keyOf.apply(made).getBytes(StandardCharsets.UTF_8);
            return new ProducerRecord<>(
                    topic,
                    key,
                    Objects.requireNonNull(encoder, "open() was not called").encode(made));
        }
    }
}
