package io.tachograph.jobs.source;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.SloCount;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.WindowRecords;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestWindowDecoderTest {
    private static final RecordEncoder<RequestWindow> WINDOWS = new RecordEncoder<>(RequestWindow.getClassSchema());
    private static final RecordEncoder<Heartbeat> HEARTBEATS = new RecordEncoder<>(Heartbeat.getClassSchema());

    private final RequestWindowDecoder decoder = new RequestWindowDecoder(EnumSet.of(Resolution.ONE_MINUTE));

    private TopicEvent<EmittedWindow> decode(byte @Nullable [] value) {
        return decoder.decode(new ConsumerRecord<>(
                Topics.REQUEST_WINDOWS.name(),
                2,
                41,
                MIDNIGHT_MILLIS + 61_000,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private static DeadLetter deadLetter(TopicEvent<EmittedWindow> event) {
        assertThat(event.value()).isNull();
        assertThat(event.clockMillis()).isEqualTo(TopicEvent.NO_CLOCK);
        assertThat(event.deadLetter()).isNotNull();
        return event.deadLetter();
    }

    private static WindowSnapshot window(Resolution resolution, long start) {
        RequestTotals totals = new RequestTotals();
        totals.cover(start, start + 10_000);
        totals.addRequest(Outcome.OK, 10, 4, 20);
        totals.addRequest(Outcome.RATE_LIMITED, 0, 0, 0);
        totals.addDuplicate();
        totals.record(LatencyMetric.TTFT, 0);
        totals.record(LatencyMetric.E2E, 7_000_000_000L);
        Series series = new Series("t", "c", "f", "m", "v1", "tenant", "gateway", "long", true);
        return new WindowSnapshot(series, resolution, start, 3, false, totals);
    }

    private static RequestWindow.Builder minute() {
        return RequestWindow.newBuilder(WindowRecords.of(window(Resolution.ONE_MINUTE, MIDNIGHT_MILLIS), 5));
    }

    @Test
    void window_isWhatWasEmittedAndMovesTheClockToItsEnd() {
        TopicEvent<EmittedWindow> event = decode(WINDOWS.encode(minute().build()));

        assertThat(event.clockMillis()).isEqualTo(MIDNIGHT_MILLIS + 60_000);
        assertThat(event.value()).isEqualTo(new EmittedWindow(5, window(Resolution.ONE_MINUTE, MIDNIGHT_MILLIS)));
    }

    @Test
    void windowOfAnotherResolution_onlyMovesTheClock() {
        TopicEvent<EmittedWindow> event =
                decode(WINDOWS.encode(WindowRecords.of(window(Resolution.TEN_SECONDS, MIDNIGHT_MILLIS + 50_000), 0)));

        assertThat(event).isEqualTo(new TopicEvent<EmittedWindow>(MIDNIGHT_MILLIS + 60_000, null, null));
    }

    @Test
    void windowOfAnotherResolution_isReadForItsTimeAloneButMustBeWhole() {
        RequestWindow.Builder hour =
                minute().setResolutionMillis(3_600_000).setOutcomes(Map.of("of a newer release", 2L));
        byte[] bytes = WINDOWS.encode(hour.build());

        assertThat(decode(bytes)).isEqualTo(new TopicEvent<EmittedWindow>(TopicEvent.NO_CLOCK, null, null));
        DeadLetter cut = deadLetter(decode(Arrays.copyOf(bytes, bytes.length - 1)));
        assertThat(cut.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
        assertInvalid(hour.setWindowStartMillis(MIDNIGHT_MILLIS + 60_000), "no window of 1h starts at");
        assertInvalid(hour.setWindowStartMillis(0), "window_start_millis 0 is no time of this era");
    }

    @Test
    void garbage_isADeadLetterWithItsBytesAndPosition() {
        byte[] garbage = new byte[1_000_000];

        DeadLetter letter = deadLetter(decode(garbage));

        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
        assertThat(letter.getPayload()).isEqualTo(ByteBuffer.wrap(new byte[65_536]));
        assertThat(letter.getDetail()).contains("cut from 1000000");
        assertThat(letter.getOffset()).isEqualTo(41);
        assertThat(deadLetter(decode(null)).getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
    }

    @Test
    void recordOfAnotherTopic_isADeadLetter() {
        assertThat(deadLetter(decode(HEARTBEATS.encode(new Heartbeat("t", "a", 1L))))
                        .getDetail())
                .contains("Heartbeat does not belong");
    }

    @Test
    void contradictions_areDeadLettersThatSayWhy() {
        assertInvalid(minute().setRequests(3), "outcomes add up to 2");
        assertInvalid(minute().setOutcomes(Map.of("ok", 3L, "timeout", -1L)), "outcome timeout -1 is below zero");
        assertInvalid(minute().setOutcomes(Map.of("maybe", 2L)), "'maybe' is no outcome");
        assertInvalid(minute().setOnePiece(2), "one_piece 2 is more than the 1 requests that succeeded");
        assertInvalid(minute().setOutputTokens(-1), "output_tokens -1 is below zero");
        assertInvalid(minute().setKernelStamped(3), "kernel_stamped 3 is more than 2");
        assertInvalid(minute().setResolutionMillis(7), "no windows of 7 ms");
        assertInvalid(minute().setWindowStartMillis(MIDNIGHT_MILLIS + 1), "no window of 1m starts at");
        RequestWindow.Builder wrong = minute();
        Objects.requireNonNull(wrong.getLatencies().get("e2e")).put(0, 9L);
        assertInvalid(wrong, "e2e: histogram count 9");
    }

    @Test
    void namesAndTimesThatAreNone_areDeadLettersThatSayWhy() {
        assertInvalid(minute().setTarget("t".repeat(10_240)), "target has 10240 characters");
        assertInvalid(minute().setTenant("a\u001fb"), "tenant holds a control character");
        assertInvalid(minute().setWindowStartMillis(60_000), "window_start_millis 60000 is no time of this era");
        assertInvalid(minute().setRevision(-1), "revision -1 is below zero");
        RequestWindow.Builder negative = minute();
        Objects.requireNonNull(negative.getLatencies().get("e2e")).put(2, -5L);
        assertInvalid(negative, "e2e from -5");
        RequestWindow.Builder unsorted = minute();
        unsorted.getLatencies().put("ttft", new Histogram(2L, 20L, 9L, 11L, 0L, List.of(7, 3), List.of(1L, 1L)));
        assertInvalid(unsorted, "ttft: histogram index 3 is out of order");
        SloCount more = new SloCount("chat", 1L, null, null, 2L, 1L, 3L, 0L, 0L);
        assertInvalid(minute().setSlos(List.of(more)), "3 of 2 requests met the SLO chat");
        SloCount fine = new SloCount("chat", 1L, null, null, 2L, 1L, 1L, 0L, 0L);
        assertInvalid(minute().setSlos(Collections.nCopies(65, fine)), "65 SLOs are more than the 64");
    }

    @Test
    void countsThatWouldOverflowTheSumsOfAJob_areDeadLetters() {
        long most = Long.MAX_VALUE;
        assertInvalid(minute().setOutcomes(Map.of("ok", most)).setRequests(most), "requests 9223372036854775807");
        assertInvalid(minute().setOutcomes(Map.of("ok", most, "timeout", most, "rate_limited", 4L)), "is more than");
        assertInvalid(minute().setOutcomes(Map.of("ok", -2L)).setRequests(-2), "requests -2 is below zero");
        assertInvalid(minute().setOutputTokens(most), "output_tokens 9223372036854775807 is more than");
        assertInvalid(minute().setDuplicates(most), "duplicates 9223372036854775807 is more than");
        RequestWindow.Builder saturated = minute();
        long half = 1L << 62;
        saturated
                .getLatencies()
                .put("e2e", new Histogram(most, most, 9L, 11L, 0L, List.of(3, 7, 9), List.of(half, half, half)));
        assertInvalid(saturated, "e2e: a bucket's count 4611686018427387904 is more than");
        SloCount more = new SloCount("chat", 1L, null, null, 3L, 1L, 1L, 0L, 0L);
        assertInvalid(minute().setSlos(List.of(more)), "3 of 2 requests are eligible for the SLO chat");
    }

    @Test
    void windowFromTheFuture_doesNotMoveTheClock() {
        long nextYear = MIDNIGHT_MILLIS + 365L * 24 * 3_600_000;

        assertThat(deadLetter(decode(WINDOWS.encode(
                                minute().setWindowStartMillis(nextYear).build())))
                        .getReason())
                .isEqualTo(DeadLetterReason.FROM_THE_FUTURE);
    }

    private void assertInvalid(RequestWindow.Builder window, String reason) {
        DeadLetter letter = deadLetter(decode(WINDOWS.encode(window.build())));
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID);
        assertThat(letter.getDetail()).contains(reason);
    }
}
