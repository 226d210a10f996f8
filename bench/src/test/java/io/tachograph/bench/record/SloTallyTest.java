package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.bench.result.SloResult;
import io.tachograph.client.endpoint.Details;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SloTallyTest {
    @Test
    void tpotOfUnknownTokens_isAMiss_thatOfASingleChunkIsMet() {
        assertThat(of("tpot", answer(null, null)).good()).isZero();
        assertThat(of("tpot", answer(1L, null)).good()).isEqualTo(1);
        assertThat(of("tpot", answer(2L, 2)).good()).isEqualTo(1);
        assertThat(of("tpot", answer(2L, null)).good()).as("500 ms a token").isZero();
        assertThat(of("tpot", answer(null, null)).offered()).isEqualTo(1);
    }

    @Test
    void successWithNoTiming_meetsNothing() {
        RequestTiming untimed = Requests.blank(0)
                .setOutcome(Outcome.OK)
                .setFirstChunkNanos(Requests.MILLI)
                .setClosedNanos(2 * Requests.MILLI)
                .setOutputTokens(9L)
                .build();

        for (LatencyMetric metric : LatencyMetric.values()) {
            if (metric.hasThreshold()) {
                assertThat(of(metric.key(), untimed).good()).as(metric.key()).isZero();
                assertThat(of(metric.key(), untimed).offered()).isEqualTo(1);
            }
        }
    }

    @Test
    void thresholdOfWhatIsNoMatterOfAnSlo_isRefusedInOneSentence() {
        for (String key : List.of("icl", "lag", "connect", "ttft_first_chunk", "speed")) {
            assertThatThrownBy(() -> SloTally.check(key, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no SLO on " + key
                            + ": choose among ttft, ttft_scheduled, ttfo, tpot, e2e, e2e_scheduled");
        }
    }

    @Test
    void cancelledAfterItHadExceededAThreshold_isAMiss_beforeThatUndecided() {
        check("ttft", cancelled(300, null), true);
        check("ttft", cancelled(100, null), false);
        check("ttft", cancelled(900, 150L), false);
        check("ttft", cancelled(900, 250L), true);
        check("e2e", cancelled(900, 150L), true);
        check("e2e", cancelled(199, 150L), false);
        check("tpot", cancelled(900, 150L), false);
    }

    @Test
    void cancelled_fromItsScheduledTimeWhereTheThresholdSaysSo() {
        RequestTiming late = RequestTiming.newBuilder(cancelled(100, null))
                .setScheduledNanos(-150 * Requests.MILLI)
                .build();

        check("ttft_scheduled", late, true);
        check("e2e_scheduled", late, true);
        check("ttft", late, false);
    }

    private static void check(String metric, RequestTiming cancelled, boolean miss) {
        SloResult slo = of(metric, cancelled);
        assertThat(slo.good()).isZero();
        assertThat(slo.offered()).as(metric).isEqualTo(miss ? 1 : 0);
        assertThat(slo.undecided()).as(metric).isEqualTo(miss ? 0 : 1);
    }

    /** One request against a threshold of 200 ms. */
    private static SloResult of(String metric, RequestTiming timing) {
        SloTally tally = new SloTally(Map.of(metric, 0.2));
        tally.add(new RequestView(0, Phase.MEASURED, Requests.START, timing, Details.NONE));
        return tally.result(1, 0);
    }

    private static RequestTiming answer(@Nullable Long tokens, @Nullable Integer inFirstChunk) {
        return Requests.blank(0)
                .setOutcome(Outcome.OK)
                .setFirstTokenNanos(100 * Requests.MILLI)
                .setLastTokenNanos(600 * Requests.MILLI)
                .setClosedNanos(600 * Requests.MILLI)
                .setOutputTokens(tokens)
                .setTokensInFirstChunk(inFirstChunk)
                .build();
    }

    private static RequestTiming cancelled(long afterMillis, @Nullable Long firstTokenMillis) {
        Long first = firstTokenMillis == null ? null : firstTokenMillis * Requests.MILLI;
        return Requests.blank(0)
                .setOutcome(Outcome.CANCELLED)
                .setFirstTokenNanos(first)
                .setLastTokenNanos(first)
                .setClosedNanos(afterMillis * Requests.MILLI)
                .build();
    }
}
