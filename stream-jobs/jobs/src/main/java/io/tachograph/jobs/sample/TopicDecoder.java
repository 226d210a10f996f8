package io.tachograph.jobs.sample;

import io.tachograph.jobs.source.DeadLetters;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.source.TopicEventFormat;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.windows.sample.InvalidSampleException;
import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and checks what is on a topic. Every record becomes exactly one event; what cannot count becomes a dead letter
 * with its bytes, and never an exception, at which the job would stop for ever.
 */
final class TopicDecoder<V> implements KafkaRecordDeserializationSchema<TopicEvent<V>> {
    private static final long serialVersionUID = 1L;

    /** How far an agent's clock may be ahead of the broker's: a reading from 2099 must not move the stream's clock. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final RecordReader<V> reader;
    private final TopicEventFormat<V> format;
    private transient @Nullable RecordDecoder decoder;

    TopicDecoder(RecordReader<V> reader, TopicEventFormat<V> format) {
        this.reader = reader;
        this.format = format;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new RecordDecoder();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<TopicEvent<V>> out) {
        out.collect(decode(message));
    }

    TopicEvent<V> decode(ConsumerRecord<byte[], byte[]> message) {
        RecordDecoder records = decoder == null ? new RecordDecoder() : decoder;
        decoder = records;
        TopicEvent<V> event;
        try {
            event = reader.read(records.decode(message.value()), message.partition(), message.offset());
        } catch (UnreadableRecordException e) {
            return deadLetter(message, DeadLetterReason.UNREADABLE, e.getMessage());
        } catch (InvalidSampleException e) {
            return deadLetter(message, DeadLetterReason.INVALID, e.getMessage());
        }
        String future = DeadLetters.fromTheFuture(message, event.clockMillis(), CLOCK_TOLERANCE, "read at");
        return future == null ? event : deadLetter(message, DeadLetterReason.FROM_THE_FUTURE, future);
    }

    private static <V> TopicEvent<V> deadLetter(
            ConsumerRecord<byte[], byte[]> message, DeadLetterReason reason, @Nullable String detail) {
        return TopicEvent.of(DeadLetters.of(message, reason, detail));
    }

    @Override
    public TypeInformation<TopicEvent<V>> getProducedType() {
        return VersionedType.of(format);
    }
}
