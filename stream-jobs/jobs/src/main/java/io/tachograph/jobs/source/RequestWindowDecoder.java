package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.store.Resolution;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.InvalidWindowException;
import io.tachograph.windows.results.RecordedWindows;
import java.time.Duration;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes and checks what is on the window topic. Every record becomes exactly one event, and never an exception. */
final class RequestWindowDecoder implements KafkaRecordDeserializationSchema<WindowEvent> {
    private static final long serialVersionUID = 1L;

    /** Windows end with the clock of the requests, which may be a minute ahead of the broker's; one more for skew. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

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
            long knownUntil = knownUntil(window);
            String future = Refusals.fromTheFuture(message, knownUntil, CLOCK_TOLERANCE, "a window known until");
            if (future != null) {
                return deadLetter(message, DeadLetterReason.FROM_THE_FUTURE, future);
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
        return WindowEvent.of(Refusals.of(message, reason, detail));
    }

    @Override
    public TypeInformation<WindowEvent> getProducedType() {
        return VersionedType.of(new WindowEventFormat());
    }
}
