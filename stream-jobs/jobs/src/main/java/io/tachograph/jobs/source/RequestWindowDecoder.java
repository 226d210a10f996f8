package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.store.Resolution;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.InvalidWindowException;
import io.tachograph.windows.results.RecordedWindows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Decodes and checks what is on the window topic. Every record becomes exactly one event, and never an exception. */
final class RequestWindowDecoder implements KafkaRecordDeserializationSchema<WindowEvent> {
    private static final long serialVersionUID = 1L;

    /** Windows end with the clock of the requests, which may be a minute ahead of the broker's; one more for skew. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    /** A dead letter must itself fit into a record; the origin position still has the rest for a while. */
    private static final int MAX_PAYLOAD_BYTES = 64 * 1024;

    private final Set<Resolution> wanted;
    private transient @Nullable RecordDecoder decoder;

    RequestWindowDecoder(Set<Resolution> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new RecordDecoder();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<WindowEvent> out) {
        out.collect(decode(message));
    }

    WindowEvent decode(ConsumerRecord<byte[], byte[]> message) {
        RecordDecoder records = decoder == null ? new RecordDecoder() : decoder;
        decoder = records;
        try {
            EmittedWindow emitted = read(records.decode(message.value()), message);
            WindowSnapshot window = emitted.window();
            long latest = message.timestamp() + CLOCK_TOLERANCE.toMillis();
            long knownUntil = knownUntil(window);
            if (message.timestampType() == TimestampType.LOG_APPEND_TIME && knownUntil > latest) {
                return deadLetter(
                        message,
                        DeadLetterReason.FROM_THE_FUTURE,
                        "a window of " + Instant.ofEpochMilli(window.windowStartMillis())
                                + ", but the broker had it at " + Instant.ofEpochMilli(message.timestamp()));
            }
            return new WindowEvent(
                    isShort(window) ? knownUntil : Clocked.NO_CLOCK,
                    wanted.contains(window.resolution()) ? emitted : null,
                    null);
        } catch (UnreadableRecordException e) {
            return deadLetter(message, DeadLetterReason.UNREADABLE, e.getMessage());
        } catch (InvalidWindowException e) {
            return deadLetter(message, DeadLetterReason.INVALID, e.getMessage());
        }
    }

    /** Windows of a minute at most are first emitted at their end; longer ones early, and their end is ahead. */
    private static boolean isShort(WindowSnapshot window) {
        return window.resolution().length().compareTo(Duration.ofMinutes(1)) <= 0;
    }

    private static long knownUntil(WindowSnapshot window) {
        return isShort(window) ? window.windowEndMillis() : window.windowStartMillis();
    }

    private static EmittedWindow read(SpecificRecord value, ConsumerRecord<byte[], byte[]> message)
            throws InvalidWindowException {
        if (value instanceof RequestWindow window) {
            return RecordedWindows.of(window);
        }
        throw new InvalidWindowException(
                "a " + value.getSchema().getName() + " does not belong on the topic " + message.topic());
    }

    private static WindowEvent deadLetter(
            ConsumerRecord<byte[], byte[]> message, DeadLetterReason reason, @Nullable String detail) {
        byte[] value = message.value();
        boolean cut = value != null && value.length > MAX_PAYLOAD_BYTES;
        return WindowEvent.of(new DeadLetter(
                message.topic(),
                message.partition(),
                message.offset(),
                reason,
                (detail == null ? "" : detail)
                        + (cut ? "; payload cut from " + value.length + " to " + MAX_PAYLOAD_BYTES + " bytes" : ""),
                value == null ? null : ByteBuffer.wrap(cut ? Arrays.copyOf(value, MAX_PAYLOAD_BYTES) : value)));
    }

    @Override
    public TypeInformation<WindowEvent> getProducedType() {
        return VersionedType.of(new WindowEventFormat());
    }
}
