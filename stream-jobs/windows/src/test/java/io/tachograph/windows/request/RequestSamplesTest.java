package io.tachograph.windows.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.failure;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;
import io.tachograph.windows.InvalidRecordException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestSamplesTest {
    private static final long MILLI = 1_000_000L;

    private static RequestSample sample(RequestTiming.Builder timing) throws InvalidRecordException {
        return RequestSamples.of(timing.build(), 0, 0);
    }

    private static long latency(RequestSample sample, LatencyMetric metric) {
        return sample.latencyNanos()[metric.ordinal()];
    }

    @Test
    void streamedSuccess_hasEveryMetricAsDefined() throws Exception {
        RequestSample sample = sample(success(1, MIDNIGHT_MILLIS).setFirstOutputTokenNanos(150 * MILLI));

        assertThat(latency(sample, LatencyMetric.TTFT)).isEqualTo(100 * MILLI);
        assertThat(latency(sample, LatencyMetric.TTFT_SCHEDULED)).isEqualTo(103 * MILLI);
        assertThat(latency(sample, LatencyMetric.TTFT_FIRST_CHUNK)).isEqualTo(20 * MILLI);
        assertThat(latency(sample, LatencyMetric.TTFO)).isEqualTo(150 * MILLI);
        assertThat(latency(sample, LatencyMetric.TPOT)).isEqualTo(10 * MILLI);
        assertThat(latency(sample, LatencyMetric.E2E)).isEqualTo(200 * MILLI);
        assertThat(latency(sample, LatencyMetric.E2E_SCHEDULED)).isEqualTo(203 * MILLI);
        assertThat(latency(sample, LatencyMetric.LAG)).isEqualTo(3 * MILLI);
    }

    @Test
    void tpot_dividesByTheTokensAfterTheFirstChunk() throws Exception {
        assertThat(latency(sample(success(1, MIDNIGHT_MILLIS).setTokensInFirstChunk(6)), LatencyMetric.TPOT))
                .isEqualTo(20 * MILLI);
        assertThat(latency(sample(success(1, MIDNIGHT_MILLIS).setTokensInFirstChunk(11)), LatencyMetric.TPOT))
                .isEqualTo(RequestLatency.NONE_FOLLOWED);
        assertThat(latency(sample(success(1, MIDNIGHT_MILLIS).setOutputTokens(8L)), LatencyMetric.TPOT))
                .as("100 ms over 7 tokens, to the nearest nanosecond")
                .isEqualTo(14_285_714L);
    }

    @Test
    void wholeAnswer_isTimedToItsCloseAndHasNoFirstToken() throws Exception {
        RequestSample sample = sample(success(1, MIDNIGHT_MILLIS)
                .setStreamed(false)
                .setFirstChunkNanos(null)
                .setFirstTokenNanos(null)
                .setFirstOutputTokenNanos(null)
                .setLastTokenNanos(null));

        assertThat(latency(sample, LatencyMetric.E2E)).isEqualTo(205 * MILLI);
        assertThat(latency(sample, LatencyMetric.TTFT)).isEqualTo(RequestLatency.ABSENT);
        assertThat(latency(sample, LatencyMetric.TPOT)).isEqualTo(RequestLatency.ABSENT);
        assertThat(latency(sample, LatencyMetric.TTFT_FIRST_CHUNK)).isEqualTo(RequestLatency.ABSENT);
    }

    @Test
    void successWithNoTiming_hasNoTokensThatCouldWinARanking_andMeetsNoSlo() throws Exception {
        RequestSample sample = sample(success(1, MIDNIGHT_MILLIS)
                .setFirstTokenNanos(null)
                .setFirstOutputTokenNanos(null)
                .setLastTokenNanos(null));

        assertThat(sample.outputTokens()).isZero();
        assertThat(sample.inputTokens()).isEqualTo(30);
        assertThat(latency(sample, LatencyMetric.TTFT)).isEqualTo(RequestLatency.ABSENT);
        assertThat(latency(sample, LatencyMetric.TPOT)).isEqualTo(RequestLatency.ABSENT);
        assertThat(latency(sample, LatencyMetric.E2E)).isEqualTo(RequestLatency.ABSENT);
    }

    @Test
    void tracedStreamOfWhichOnlyTheEndIsKnown_hasItsTokensAndEndToEndLatency() throws Exception {
        RequestSample sample = sample(success(1, MIDNIGHT_MILLIS)
                .setOrigin(Origin.TRACED)
                .setScheduledNanos(0)
                .setHeadersNanos(null)
                .setFirstTokenNanos(null)
                .setFirstOutputTokenNanos(null)
                .setLastTokenNanos(205 * MILLI));

        assertThat(sample.series().origin()).isEqualTo("traced");
        assertThat(sample.outputTokens()).isEqualTo(11);
        assertThat(latency(sample, LatencyMetric.E2E)).isEqualTo(205 * MILLI);
        assertThat(latency(sample, LatencyMetric.TTFT_FIRST_CHUNK)).isEqualTo(20 * MILLI);
        assertThat(latency(sample, LatencyMetric.LAG)).isEqualTo(RequestLatency.ABSENT);
        assertThat(latency(sample, LatencyMetric.TTFT)).isEqualTo(RequestLatency.ABSENT);
        assertThat(latency(sample, LatencyMetric.TPOT)).isEqualTo(RequestLatency.ABSENT);
    }

    @Test
    void failure_hasNoLatencyAndNoTokensButAPlaceInItsCell() throws Exception {
        RequestSample sample =
                sample(failure(1, MIDNIGHT_MILLIS).setInputTokens(30L).setOutputTokens(4L));

        assertThat(sample.latencyNanos()).containsOnly(RequestLatency.ABSENT);
        assertThat(sample.outputTokens()).isZero();
        assertThat(sample.inputTokens()).isZero();
        assertThat(sample.series().promptBand()).isEqualTo("short");
    }

    @Test
    void attemptsOfOneRequest_areNotDuplicatesOfEachOther() throws Exception {
        RequestSample first = sample(success(1, MIDNIGHT_MILLIS));
        RequestSample second = sample(success(1, MIDNIGHT_MILLIS).setAttempt(2));

        assertThat(first.idLow()).isNotEqualTo(second.idLow());
    }

    static List<Arguments> contradiction_isRefusedInOneSentence() {
        return List.of(
                bad("no target", success(1, MIDNIGHT_MILLIS).setTarget(" "), "target is empty"),
                bad("a target of 10 kB", success(1, MIDNIGHT_MILLIS).setTarget("x".repeat(10_000)), "10000 characters"),
                bad("a tenant of 10 kB", success(1, MIDNIGHT_MILLIS).setTenant("x".repeat(10_000)), "10000 characters"),
                bad("attempt zero", success(1, MIDNIGHT_MILLIS).setAttempt(0), "attempt 0"),
                bad("no time", success(1, 0), "sent_at_micros 0"),
                bad("scheduled after sent", success(1, MIDNIGHT_MILLIS).setScheduledNanos(1), "scheduled_nanos 1"),
                bad("closed before sent", success(1, MIDNIGHT_MILLIS).setClosedNanos(-1), "closed_nanos -1"),
                bad(
                        "token before the head",
                        success(1, MIDNIGHT_MILLIS)
                                .setFirstTokenNanos(9 * MILLI)
                                .setFirstChunkNanos(null),
                        "first_token_nanos 9000000 is before"),
                bad("last before first", success(1, MIDNIGHT_MILLIS).setLastTokenNanos(99 * MILLI), "last_token_nanos"),
                bad("closed before last", success(1, MIDNIGHT_MILLIS).setClosedNanos(199 * MILLI), "closed_nanos"),
                bad("negative tokens", success(1, MIDNIGHT_MILLIS).setOutputTokens(-5L), "output_tokens -5"),
                bad("absurd tokens", success(1, MIDNIGHT_MILLIS).setOutputTokens(Long.MAX_VALUE), "is not from 0 to"),
                bad("a NUL in a name", success(1, MIDNIGHT_MILLIS).setEngineVersion("1\u0000x"), "control character"),
                bad("a long name in bytes", success(1, MIDNIGHT_MILLIS).setTenant("\u20ac".repeat(90)), "256 bytes"),
                bad("negative prompt", success(1, MIDNIGHT_MILLIS).setPromptChars(-1), "prompt_chars -1"),
                bad(
                        "absurd gaps",
                        success(1, MIDNIGHT_MILLIS)
                                .setChunkGaps(new Histogram(
                                        Long.MAX_VALUE, 2L, 1L, 1L, 0L, List.of(4), List.of(Long.MAX_VALUE))),
                        "more than any answer has"),
                bad(
                        "unsorted gaps",
                        success(1, MIDNIGHT_MILLIS)
                                .setChunkGaps(new Histogram(2L, 2L, 1L, 1L, 0L, List.of(4, 3), List.of(1L, 1L))),
                        "chunk gaps: histogram index 3"));
    }

    private static Arguments bad(String name, RequestTiming.Builder timing, String why) {
        return Arguments.argumentSet(name, timing.build(), why);
    }

    @ParameterizedTest
    @MethodSource
    void contradiction_isRefusedInOneSentence(RequestTiming timing, String why) {
        assertThatThrownBy(() -> RequestSamples.of(timing, 0, 0))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining(why);
    }
}
