package io.tachograph.jobs.source;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.windows.request.RequestSample;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestTopicDecoderTest {
    private static final RecordEncoder<RequestTiming> TIMINGS = new RecordEncoder<>(RequestTiming.getClassSchema());
    private static final RecordEncoder<Heartbeat> HEARTBEATS = new RecordEncoder<>(Heartbeat.getClassSchema());
    private static final RecordEncoder<DeadLetter> DEAD_LETTERS = new RecordEncoder<>(DeadLetter.getClassSchema());

    private final RequestTopicDecoder decoder = new RequestTopicDecoder();

    private TopicEvent<RequestSample> decode(byte @Nullable [] value) {
        return decoder.decode(new ConsumerRecord<>(
                Topics.REQUEST_TIMINGS.name(),
                2,
                41,
                MIDNIGHT_MILLIS + 1_000,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private static DeadLetter deadLetter(TopicEvent<RequestSample> event) {
        assertThat(event.value()).isNull();
        assertThat(event.deadLetter()).isNotNull();
        return event.deadLetter();
    }

    @Test
    void timing_movesTheClockToItsFinish() {
        TopicEvent<RequestSample> event =
                decode(TIMINGS.encode(success(1, MIDNIGHT_MILLIS).build()));

        assertThat(event.clockMillis()).isEqualTo(MIDNIGHT_MILLIS + 205);
        assertThat(event.value()).isNotNull();
        assertThat(event.value().partition()).isEqualTo(2);
        assertThat(event.value().offset()).isEqualTo(41);
    }

    @Test
    void heartbeat_movesTheClockAndIsNothingElse() {
        TopicEvent<RequestSample> event =
                decode(HEARTBEATS.encode(new Heartbeat("t", "a", (MIDNIGHT_MILLIS + 7) * 1_000)));

        assertThat(event).isEqualTo(TopicEvent.heartbeat(MIDNIGHT_MILLIS + 7));
    }

    @Test
    void garbage_isADeadLetterWithItsBytesAndPosition() {
        byte[] garbage = "<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8);

        DeadLetter letter = deadLetter(decode(garbage));

        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
        assertThat(letter.getPayload()).isEqualTo(ByteBuffer.wrap(garbage));
        assertThat(letter.getPartition()).isEqualTo(2);
        assertThat(letter.getOffset()).isEqualTo(41);
    }

    @Test
    void hugeGarbage_isCutSoThatItsDeadLetterFitsIntoARecord() {
        DeadLetter letter = deadLetter(decode(new byte[1_000_000]));

        assertThat(letter.getPayload().remaining()).isEqualTo(65_536);
        assertThat(letter.getDetail()).contains("cut from 1000000");
    }

    @Test
    void emptyValue_isADeadLetter() {
        assertThat(deadLetter(decode(null)).getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
    }

    @Test
    void contradiction_isADeadLetterThatSaysWhy() {
        DeadLetter letter = deadLetter(decode(
                TIMINGS.encode(success(1, MIDNIGHT_MILLIS).setClosedNanos(-4).build())));

        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID);
        assertThat(letter.getDetail()).contains("closed_nanos -4");
    }

    @Test
    void recordOfAnotherTopic_isADeadLetter() {
        DeadLetter letter =
                deadLetter(decode(DEAD_LETTERS.encode(new DeadLetter("t", 0, 0L, DeadLetterReason.OTHER, "", null))));

        assertThat(letter.getDetail()).contains("DeadLetter does not belong");
    }

    @Test
    void recordFromTheFuture_doesNotMoveTheClock() {
        TopicEvent<RequestSample> event = decode(TIMINGS.encode(
                success(1, MIDNIGHT_MILLIS + 365L * 24 * 3_600_000).build()));

        assertThat(event.clockMillis()).isEqualTo(Long.MIN_VALUE);
        assertThat(deadLetter(event).getReason()).isEqualTo(DeadLetterReason.FROM_THE_FUTURE);
    }

    @Test
    void heartbeatFromTheFuture_doesNotMoveTheClockEither() {
        TopicEvent<RequestSample> event = decode(HEARTBEATS.encode(new Heartbeat("t", "a", Long.MAX_VALUE)));

        assertThat(deadLetter(event).getReason()).isEqualTo(DeadLetterReason.FROM_THE_FUTURE);
    }
}
