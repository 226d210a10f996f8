package io.tachograph.jobs.source;

import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** How every job refuses a record that it read from Kafka. */
public final class DeadLetters {
    /** A dead letter must itself fit into a record; the origin position has the rest for a while. */
    private static final int MAX_PAYLOAD_BYTES = 64 * 1024;

    private DeadLetters() {}

    /** The dead letter of a record, with its bytes. */
    public static DeadLetter of(
            ConsumerRecord<byte[], byte[]> message, DeadLetterReason reason, @Nullable String detail) {
        byte[] value = message.value();
        boolean cut = value != null && value.length > MAX_PAYLOAD_BYTES;
        String why = detail == null ? "" : detail;
        return new DeadLetter(
                message.topic(),
                message.partition(),
                message.offset(),
                reason,
                cut ? why + "; payload cut from " + value.length + " to " + MAX_PAYLOAD_BYTES + " bytes" : why,
                value == null ? null : ByteBuffer.wrap(cut ? Arrays.copyOf(value, MAX_PAYLOAD_BYTES) : value));
    }

    /**
     * The event, or a dead letter when it is from the future. A record from next year would move the stream's clock there
     * and make everything that follows late. It is compared with the time at which the broker had it, so that a replay
     * gives the same result; on a topic that keeps the producers' times instead, which may be wrong as well, with this
     * machine's clock.
     *
     * @param whatAtMillis what the record says, milliseconds since the epoch
     * @param tolerance how far a producer's clock may be ahead
     * @param what the record's verb: finished, read
     */
    public static <V> TopicEvent<V> unlessFromTheFuture(
            TopicEvent<V> event,
            ConsumerRecord<byte[], byte[]> message,
            long whatAtMillis,
            Duration tolerance,
            String what) {
        boolean broker = message.timestampType() == TimestampType.LOG_APPEND_TIME;
        long had = broker ? message.timestamp() : System.currentTimeMillis();
        if (whatAtMillis <= had + tolerance.toMillis()) {
            return event;
        }
        String why = what + " " + Instant.ofEpochMilli(whatAtMillis) + ", but the "
                + (broker ? "broker had" : "job read") + " it at " + Instant.ofEpochMilli(had);
        return TopicEvent.of(of(message, DeadLetterReason.FROM_THE_FUTURE, why));
    }
}
