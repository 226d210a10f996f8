package io.tachograph.jobs.source;

import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.windows.InvalidRecordException;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes and checks the messages of a topic. Every message becomes exactly one event. One that cannot count becomes a dead
 * letter with its bytes, and never an exception, which would stop the job at that offset for ever.
 */
public abstract class MessageDecoder<V> implements KafkaRecordDeserializationSchema<TopicEvent<V>> {
    private static final long serialVersionUID = 1L;

    @Override
    public final void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<TopicEvent<V>> out) {
        out.collect(decode(message));
    }

    /** The event of a message. */
    public final TopicEvent<V> decode(ConsumerRecord<byte[], byte[]> message) {
        try {
            return read(message);
        } catch (UnreadableRecordException e) {
            return TopicEvent.of(DeadLetters.of(message, DeadLetterReason.UNREADABLE, e.getMessage()));
        } catch (InvalidRecordException e) {
            return TopicEvent.of(DeadLetters.of(message, DeadLetterReason.INVALID, e.getMessage()));
        }
    }

    /** The event of a message that can be read and can be true. */
    protected abstract TopicEvent<V> read(ConsumerRecord<byte[], byte[]> message)
            throws UnreadableRecordException, InvalidRecordException;
}
