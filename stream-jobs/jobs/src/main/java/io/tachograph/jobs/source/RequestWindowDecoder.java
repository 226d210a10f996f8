package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.AvroLongFields;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.store.Resolution;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.binary.EmittedWindowFormat;
import io.tachograph.windows.results.InvalidWindowException;
import io.tachograph.windows.results.WindowRecordReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and checks what is on the window topic. Every record becomes exactly one event, and never an exception. Of a
 * window that nobody asked for only what moves the clock is read: most of them are, and all their histograms.
 */
final class RequestWindowDecoder implements KafkaRecordDeserializationSchema<TopicEvent<EmittedWindow>> {
    private static final long serialVersionUID = 1L;

    /** Windows end with the clock of the requests, which may be a minute ahead of the broker's; one more for skew. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private final Set<Resolution> wanted;
    private transient @Nullable Decoders decoders;

    RequestWindowDecoder(Set<Resolution> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoders = new Decoders();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<TopicEvent<EmittedWindow>> out) {
        out.collect(decode(message));
    }

    TopicEvent<EmittedWindow> decode(ConsumerRecord<byte[], byte[]> message) {
        Decoders ready = decoders == null ? new Decoders() : decoders;
        decoders = ready;
        try {
            long[] span = ready.spans.read(message.value());
            if (span == null) {
                String type = ready.records.decode(message.value()).getSchema().getName();
                throw new InvalidWindowException("a " + type + " does not belong on the topic " + message.topic());
            }
            Resolution resolution = WindowRecordReader.resolutionOf(span[0], span[1]);
            EmittedWindow emitted = null;
            if (wanted.contains(resolution)) {
                emitted = WindowRecordReader.of((RequestWindow) ready.records.decode(message.value()));
            }
            // Windows of a minute at most are first emitted at their end; longer ones early, and their end is ahead.
            boolean isShort = resolution.length().compareTo(Duration.ofMinutes(1)) <= 0;
            long knownUntil = isShort ? span[0] + span[1] : span[0];
            String future = DeadLetters.fromTheFuture(message, knownUntil, CLOCK_TOLERANCE, "a window known until");
            if (future != null) {
                return deadLetter(message, DeadLetterReason.FROM_THE_FUTURE, future);
            }
            return new TopicEvent<>(isShort ? knownUntil : TopicEvent.NO_CLOCK, emitted, null);
        } catch (UnreadableRecordException e) {
            return deadLetter(message, DeadLetterReason.UNREADABLE, e.getMessage());
        } catch (InvalidWindowException e) {
            return deadLetter(message, DeadLetterReason.INVALID, e.getMessage());
        }
    }

    private static TopicEvent<EmittedWindow> deadLetter(
            ConsumerRecord<byte[], byte[]> message, DeadLetterReason reason, @Nullable String detail) {
        return TopicEvent.of(DeadLetters.of(message, reason, detail));
    }

    @Override
    public TypeInformation<TopicEvent<EmittedWindow>> getProducedType() {
        return VersionedType.of(new TopicEventFormat<>(new EmittedWindowFormat()));
    }

    /** They keep buffers, so there is one of each for each subtask. */
    private static final class Decoders {
        final AvroLongFields spans =
                new AvroLongFields(RequestWindow.getClassSchema(), List.of("window_start_millis", "resolution_millis"));
        final RecordDecoder records = new RecordDecoder();
    }
}
