package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.AvroLongFields;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.store.Resolution;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.binary.EmittedWindowFormat;
import io.tachograph.windows.results.WindowRecordReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the window topic. Of a window whose resolution is not wanted it reads only the time that moves the clock: that is
 * most windows, with all their histograms.
 */
final class RequestWindowDecoder extends MessageDecoder<EmittedWindow> {
    private static final long serialVersionUID = 1L;

    /** Windows end with the clock of the requests, which may be a minute ahead of the broker's; one more for skew. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private final Set<Resolution> wanted;
    private transient @Nullable Decoders decoders;

    RequestWindowDecoder(Set<Resolution> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    @Override
    protected TopicEvent<EmittedWindow> read(ConsumerRecord<byte[], byte[]> message)
            throws UnreadableRecordException, InvalidRecordException {
        Decoders ready = decoders == null ? new Decoders() : decoders;
        decoders = ready;
        long[] span = ready.spans.read(message.value());
        if (span == null) {
            String type = ready.records.decode(message.value()).getSchema().getName();
            throw new InvalidRecordException("a " + type + " does not belong on the topic " + message.topic());
        }
        Resolution resolution = WindowRecordReader.resolutionOf(span[0], span[1]);
        EmittedWindow emitted = null;
        if (wanted.contains(resolution)) {
            emitted = WindowRecordReader.of((RequestWindow) ready.records.decode(message.value()));
        }
        // Windows of a minute at most are first emitted at their end; longer ones early, and their end is ahead.
        boolean isShort = resolution.length().compareTo(Duration.ofMinutes(1)) <= 0;
        long knownUntil = isShort ? span[0] + span[1] : span[0];
        return DeadLetters.unlessFromTheFuture(
                new TopicEvent<>(isShort ? knownUntil : TopicEvent.NO_CLOCK, emitted, null),
                message,
                knownUntil,
                CLOCK_TOLERANCE,
                "a window known until");
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
