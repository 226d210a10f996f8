package io.tachograph.jobs.source;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.windows.request.RequestSample;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says becomes of bad records on the request topic: none of them moves the clock. */
class BadRequestsTest {
    private static final RecordEncoder<RequestTiming> TIMINGS = new RecordEncoder<>(RequestTiming.getClassSchema());
    private static final RecordEncoder<Heartbeat> HEARTBEATS = new RecordEncoder<>(Heartbeat.getClassSchema());

    private final RequestTopicDecoder decoder = new RequestTopicDecoder();

    private TopicEvent<RequestSample> decode(byte[] value, TimestampType type) {
        return decoder.decode(new ConsumerRecord<>(
                Topics.REQUEST_TIMINGS.name(),
                2,
                41,
                MIDNIGHT_MILLIS + 1_000,
                type,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private static RequestTiming.Builder good() {
        return success(1, MIDNIGHT_MILLIS);
    }

    private void assertRefused(byte[] value, DeadLetterReason reason, String why) {
        TopicEvent<RequestSample> event = decode(value, TimestampType.LOG_APPEND_TIME);
        DeadLetter letter = event.deadLetter();
        assertThat(letter).as(why).isNotNull();
        assertThat(letter.getReason()).isEqualTo(reason);
        assertThat(letter.getDetail()).contains(why);
        assertThat(letter.getPayload()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(event.value()).isNull();
        assertThat(event.clockMillis()).isEqualTo(TopicEvent.NO_CLOCK);
    }

    private void assertInvalid(RequestTiming.Builder timing, String why) {
        assertRefused(TIMINGS.encode(timing.build()), DeadLetterReason.INVALID, why);
    }

    private static RequestTiming.Builder gaps(long sum, long min, long max, List<Integer> indexes) {
        List<Long> counts = indexes.stream().map(index -> 1L).toList();
        return good().setChunkGaps(new Histogram((long) indexes.size(), sum, min, max, 0L, indexes, counts));
    }

    @Test
    void newerSchema_isUnreadableUntilTheUpgrade() {
        byte[] value = TIMINGS.encode(good().build());
        byte[] newer =
                ByteBuffer.allocate(value.length + 1).put(value).put((byte) 0).array();
        newer[4] ^= 1;

        assertRefused(newer, DeadLetterReason.UNREADABLE, "may come from a newer version");
    }

    @Test
    void knownSchemaWithMoreBytesThanItHas_isUnreadable() {
        byte[] value = TIMINGS.encode(good().build());

        assertRefused(
                ByteBuffer.allocate(value.length + 3).put(value).array(), DeadLetterReason.UNREADABLE, "is longer");
    }

    @Test
    void year1970_isInvalidForRequestsAndHeartbeats() {
        assertInvalid(good().setSentAtMicros(5_000_000), "sent_at_micros 5000000 is no time of this era");
        assertInvalid(good().setSentAtMicros(Long.MIN_VALUE), "no time of this era");
        assertRefused(HEARTBEATS.encode(new Heartbeat("t", "a", 0L)), DeadLetterReason.INVALID, "no time of this era");
    }

    @Test
    void year2099_isFromTheFutureWhoeverStampsTheTopic() {
        byte[] value =
                TIMINGS.encode(good().setSentAtMicros(4_070_908_800_000_000L).build());

        assertRefused(value, DeadLetterReason.FROM_THE_FUTURE, "but the broker had it");
        DeadLetter letter = decode(value, TimestampType.CREATE_TIME).deadLetter();
        assertThat(letter).isNotNull();
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.FROM_THE_FUTURE);
        assertThat(letter.getDetail()).contains("but the job read it");
        assertThat(decode(TIMINGS.encode(good().build()), TimestampType.CREATE_TIME)
                        .value())
                .isNotNull();
    }

    @Test
    void negativeNumbers_areInvalid() {
        assertInvalid(good().setClosedNanos(-1), "closed_nanos -1");
        assertInvalid(good().setHeadersNanos(-1L), "headers_nanos -1");
        assertInvalid(good().setFirstTokenNanos(1L), "first_token_nanos 1 is before the stamp");
        assertInvalid(good().setScheduledNanos(5), "scheduled_nanos 5");
        assertInvalid(good().setOutputTokens(-1L), "output_tokens -1");
        assertInvalid(good().setTokensInFirstChunk(-1), "tokens_in_first_chunk -1");
    }

    @Test
    void gapsThatAreNoHistogramOfDurations_areInvalid() {
        assertInvalid(gaps(20, 9, 11, List.of(7, 3)), "histogram index 3 is out of order");
        assertInvalid(gaps(20, 9, 11, List.of(3, 3)), "out of order");
        assertInvalid(gaps(20, 9, 11, List.of(3, 1 << 20)), "out of order or range");
        assertInvalid(gaps(20, -9, 11, List.of(3, 7)), "chunk gaps from -9 to 11 ns");
        assertInvalid(gaps(5, 9, 11, List.of(3, 7)), "with the sum 5");
        assertInvalid(gaps(Long.MAX_VALUE, 9, 11, List.of(3, 7)), "no durations within a week");
    }

    @Test
    void gapsOfAFailedRequest_areNotLookedInto() {
        RequestTiming.Builder failed = gaps(20, 9, 11, List.of(7, 3)).setOutcome(Outcome.STREAM_ERROR);

        assertThat(decode(TIMINGS.encode(failed.build()), TimestampType.LOG_APPEND_TIME)
                        .value())
                .isNotNull();
    }

    @Test
    void namesThatAreNone_areInvalid() {
        assertInvalid(good().setTarget("t".repeat(10_240)), "target has 10240 characters; the limit is 256 bytes");
        assertInvalid(good().setTenant("ä".repeat(200)), "tenant has 200 characters; the limit is 256 bytes");
        assertInvalid(good().setModel(" "), "model is empty");
        assertInvalid(good().setEngineVersion("1\u0000"), "engine_version holds a control character");
    }
}
