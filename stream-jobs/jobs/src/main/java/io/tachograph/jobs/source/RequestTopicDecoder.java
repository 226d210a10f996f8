package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.RecordChecks;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import io.tachograph.windows.request.RequestSamples;
import io.tachograph.windows.request.TimingDecoder;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the request topic: timings and heartbeats. */
final class RequestTopicDecoder extends MessageDecoder<RequestSample> {
    private static final long serialVersionUID = 1L;

    /** How far a client's clock may be ahead of the broker's. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    /** Created at the first record: they keep buffers, which do not travel with the job's graph. */
    private transient @Nullable Decoders decoders;

    /** Records of today's schema take the fast path; older ones, and other records, are decoded by Avro. */
    private static final class Decoders {
        final TimingDecoder timings = new TimingDecoder();
        final RecordDecoder others = new RecordDecoder();
    }

    @Override
    protected TopicEvent<RequestSample> read(ConsumerRecord<byte[], byte[]> message)
            throws UnreadableRecordException, InvalidRecordException {
        Decoders own = decoders == null ? new Decoders() : decoders;
        decoders = own;
        byte[] value = message.value();
        TopicEvent<RequestSample> event = TimingDecoder.reads(value)
                ? sample(own.timings.decode(value, message.partition(), message.offset()))
                : read(own.others.decode(value), message);
        return DeadLetters.unlessFromTheFuture(event, message, event.clockMillis(), CLOCK_TOLERANCE, "finished at");
    }

    static TopicEvent<RequestSample> sample(RequestSample sample) {
        return TopicEvent.of(sample.finishedAtMillis(), sample);
    }

    private static TopicEvent<RequestSample> read(SpecificRecord value, ConsumerRecord<byte[], byte[]> message)
            throws UnreadableRecordException, InvalidRecordException {
        if (value instanceof RequestTiming timing) {
            RequestSample sample = RequestSamples.of(timing, message.partition(), message.offset());
            return sample(sample);
        }
        if (value instanceof Heartbeat heartbeat) {
            // One from 1970 would not move the clock, but keep a partition from idling that says nothing of the time.
            String why = RecordChecks.micros("at_micros", heartbeat.getAtMicros());
            if (why != null) {
                throw new InvalidRecordException(why);
            }
            return TopicEvent.heartbeat(Math.floorDiv(heartbeat.getAtMicros(), 1_000L));
        }
        throw new InvalidRecordException(
                "a " + value.getSchema().getName() + " does not belong on the topic " + message.topic());
    }

    @Override
    public TypeInformation<TopicEvent<RequestSample>> getProducedType() {
        return VersionedType.of(new TopicEventFormat<>(new RequestSampleFormat()));
    }
}
