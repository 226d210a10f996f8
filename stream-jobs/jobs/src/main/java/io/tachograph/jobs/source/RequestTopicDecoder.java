package io.tachograph.jobs.source;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.windows.RecordChecks;
import io.tachograph.windows.request.InvalidRequestException;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import io.tachograph.windows.request.RequestSamples;
import io.tachograph.windows.request.TimingDecoder;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and checks what is on the request topic. Every record becomes exactly one event; what cannot count becomes a
 * dead letter with its bytes, and never an exception, which would stop the job at that offset for ever.
 */
final class RequestTopicDecoder implements KafkaRecordDeserializationSchema<TopicEvent<RequestSample>> {
    private static final long serialVersionUID = 1L;

    /** How far a client's clock may be ahead of the broker's. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    /** Made at the first record: they keep buffers, which do not travel with the job's graph. */
    private transient @Nullable Decoders decoders;

    /** Records of today's schema take the short way; older ones, and what is no timing at all, Avro's. */
    private static final class Decoders {
        final TimingDecoder timings = new TimingDecoder();
        final RecordDecoder others = new RecordDecoder();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<TopicEvent<RequestSample>> out) {
        out.collect(decode(message));
    }

    TopicEvent<RequestSample> decode(ConsumerRecord<byte[], byte[]> message) {
        Decoders own = decoders == null ? new Decoders() : decoders;
        decoders = own;
        TopicEvent<RequestSample> event;
        try {
            byte[] value = message.value();
            event = TimingDecoder.reads(value)
                    ? sample(own.timings.decode(value, message.partition(), message.offset()))
                    : read(own.others.decode(value), message);
        } catch (UnreadableRecordException e) {
            return deadLetter(message, DeadLetterReason.UNREADABLE, e.getMessage());
        } catch (InvalidRequestException e) {
            return deadLetter(message, DeadLetterReason.INVALID, e.getMessage());
        }
        String future = DeadLetters.fromTheFuture(message, event.clockMillis(), CLOCK_TOLERANCE, "finished at");
        return future == null ? event : deadLetter(message, DeadLetterReason.FROM_THE_FUTURE, future);
    }

    static TopicEvent<RequestSample> sample(RequestSample sample) {
        return TopicEvent.of(sample.finishedAtMillis(), sample);
    }

    private static TopicEvent<RequestSample> read(SpecificRecord value, ConsumerRecord<byte[], byte[]> message)
            throws UnreadableRecordException, InvalidRequestException {
        if (value instanceof RequestTiming timing) {
            RequestSample sample = RequestSamples.of(timing, message.partition(), message.offset());
            return sample(sample);
        }
        if (value instanceof Heartbeat heartbeat) {
            // One from 1970 would not move the clock, but keep a partition from idling that says nothing of the time.
            String why = RecordChecks.micros("at_micros", heartbeat.getAtMicros());
            if (why != null) {
                throw new InvalidRequestException(why);
            }
            return TopicEvent.heartbeat(Math.floorDiv(heartbeat.getAtMicros(), 1_000L));
        }
        throw new InvalidRequestException(
                "a " + value.getSchema().getName() + " does not belong on the topic " + message.topic());
    }

    private static TopicEvent<RequestSample> deadLetter(
            ConsumerRecord<byte[], byte[]> message, DeadLetterReason reason, @Nullable String detail) {
        return TopicEvent.of(DeadLetters.of(message, reason, detail));
    }

    @Override
    public TypeInformation<TopicEvent<RequestSample>> getProducedType() {
        return VersionedType.of(new TopicEventFormat<>(new RequestSampleFormat()));
    }
}
