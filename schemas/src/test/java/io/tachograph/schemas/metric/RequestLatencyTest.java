package io.tachograph.schemas.metric;

import static io.tachograph.schemas.metric.RequestLatency.ABSENT;
import static io.tachograph.schemas.metric.RequestLatency.NONE_FOLLOWED;
import static io.tachograph.schemas.metric.RequestStamps.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequestLatencyTest {
    private record Stamps(
            boolean streamed,
            long scheduledNanos,
            long begunNanos,
            long firstChunkNanos,
            long firstTokenNanos,
            long firstOutputTokenNanos,
            long lastTokenNanos,
            long closedNanos,
            long outputTokens,
            long tokensInFirstChunk)
            implements RequestStamps {
        @Override
        public boolean traced() {
            return false;
        }
    }

    private static final Stamps STREAMED = new Stamps(true, -30, -20, 40, 100, 150, 205, 210, 11, 1);

    private static long nanos(LatencyMetric metric, RequestStamps stamps) {
        return RequestLatency.nanos(metric, stamps);
    }

    @Test
    void streamedAnswer_hasEachMetricButGapsAsDefined() {
        assertThat(nanos(LatencyMetric.TTFT, STREAMED)).isEqualTo(100);
        assertThat(nanos(LatencyMetric.TTFT_SCHEDULED, STREAMED)).isEqualTo(130);
        assertThat(nanos(LatencyMetric.TTFT_FIRST_CHUNK, STREAMED)).isEqualTo(40);
        assertThat(nanos(LatencyMetric.TTFO, STREAMED)).isEqualTo(150);
        assertThat(nanos(LatencyMetric.TPOT, STREAMED)).as("105 / 10").isEqualTo(11);
        assertThat(nanos(LatencyMetric.ICL, STREAMED)).isEqualTo(ABSENT);
        assertThat(nanos(LatencyMetric.E2E, STREAMED)).isEqualTo(205);
        assertThat(nanos(LatencyMetric.E2E_SCHEDULED, STREAMED)).isEqualTo(235);
        assertThat(nanos(LatencyMetric.LAG, STREAMED)).isEqualTo(30);
        assertThat(nanos(LatencyMetric.CONNECT, STREAMED)).isEqualTo(20);
    }

    @Test
    void wholeAnswer_isTimedToItsClose_andHasNoMetricOfAStream() {
        Stamps whole = new Stamps(false, -30, NONE, 40, 100, 150, 205, 210, 11, 1);

        for (LatencyMetric metric : LatencyMetric.values()) {
            if (metric.needsStream()) {
                assertThat(nanos(metric, whole)).as(metric.key()).isEqualTo(ABSENT);
            }
        }
        assertThat(nanos(LatencyMetric.E2E, whole)).isEqualTo(210);
        assertThat(nanos(LatencyMetric.E2E_SCHEDULED, whole)).isEqualTo(240);
        assertThat(nanos(LatencyMetric.CONNECT, whole)).as("nothing was sent").isEqualTo(ABSENT);
    }

    @Test
    void lag_ofATracedRequest_isNotKnown_butHowLongItTookFromItsBeginning() {
        RequestTiming.Builder record = RequestTiming.newBuilder()
                .setRequestId(new RequestId(new byte[16]))
                .setTarget("t")
                .setCluster("c")
                .setFramework("f")
                .setModel("m")
                .setApi("chat")
                .setAgent("a")
                .setStreamed(false)
                .setSentAtMicros(1)
                .setScheduledNanos(0)
                .setClosedNanos(210)
                .setOutcome(Outcome.OK)
                .setContentChunks(0)
                .setTokenSource(TokenSource.NONE)
                .setStampSource(StampSource.READ);
        RequestStamps traced = RequestStamps.of(record.setOrigin(Origin.TRACED).build());
        RequestStamps probed = RequestStamps.of(record.setOrigin(Origin.PROBE).build());

        assertThat(nanos(LatencyMetric.LAG, traced)).isEqualTo(ABSENT);
        assertThat(nanos(LatencyMetric.LAG, probed)).isZero();
        assertThat(nanos(LatencyMetric.E2E_SCHEDULED, traced)).isEqualTo(210);
    }

    @Test
    void tpot_ofAnAnswerInOnePiece_isToldFromOneThatNobodyCounted() {
        Stamps onePiece = new Stamps(true, 0, 0, 40, 100, 100, 100, 110, 4, 4);
        Stamps uncounted = new Stamps(true, 0, 0, 40, 100, 100, 205, 210, NONE, 1);

        assertThat(nanos(LatencyMetric.TPOT, onePiece)).isEqualTo(NONE_FOLLOWED);
        assertThat(nanos(LatencyMetric.TPOT, uncounted)).isEqualTo(ABSENT);
        assertThat(RequestLatency.meets(NONE_FOLLOWED, 1)).isTrue();
        assertThat(RequestLatency.meets(ABSENT, Long.MAX_VALUE)).isFalse();
        assertThat(RequestLatency.meets(7, 7)).isTrue();
        assertThat(RequestLatency.meets(8, 7)).isFalse();
    }

    @Test
    void anyStamps_giveWhatTheirDifferencesAre_andAreAbsentWhereOneIsMissing() {
        SplittableRandom random = new SplittableRandom(1);
        Set<LatencyMetric> there = new HashSet<>();
        Set<LatencyMetric> absent = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Stamps stamps = any(random);
            for (LatencyMetric metric : LatencyMetric.values()) {
                long expected = expected(metric, stamps);
                assertThat(nanos(metric, stamps)).as("%s of %s", metric, stamps).isEqualTo(expected);
                (expected >= 0 ? there : absent).add(metric);
            }
        }
        assertThat(there).hasSize(LatencyMetric.values().length - 1).doesNotContain(LatencyMetric.ICL);
        assertThat(absent).hasSize(LatencyMetric.values().length - 1).doesNotContain(LatencyMetric.LAG);
    }

    private static Stamps any(SplittableRandom random) {
        long week = 604_800_000_000_000L;
        long[] after = random.longs(5, 0, week).sorted().toArray();
        for (int i = 0; i < 4; i++) {
            after[i] = random.nextInt(4) == 0 ? NONE : after[i];
        }
        return new Stamps(
                random.nextInt(4) > 0,
                -random.nextLong(week),
                random.nextBoolean() ? NONE : -random.nextLong(week),
                after[0],
                after[1],
                after[2],
                after[3],
                after[4],
                random.nextInt(4) == 0 ? NONE : random.nextLong(1L << random.nextInt(1, 30)),
                random.nextLong(1, 4));
    }

    /** Word by word from definitions.md, in exact arithmetic. */
    private static long expected(LatencyMetric metric, Stamps s) {
        boolean hasToken = s.streamed && s.firstTokenNanos != NONE;
        long end = s.streamed ? s.lastTokenNanos : s.closedNanos;
        return switch (metric) {
            case TTFT -> hasToken ? s.firstTokenNanos : ABSENT;
            case TTFT_SCHEDULED -> hasToken ? s.firstTokenNanos - s.scheduledNanos : ABSENT;
            case TTFT_FIRST_CHUNK -> s.streamed && s.firstChunkNanos != NONE ? s.firstChunkNanos : ABSENT;
            case TTFO -> s.streamed && s.firstOutputTokenNanos != NONE ? s.firstOutputTokenNanos : ABSENT;
            case TPOT -> {
                if (!hasToken || s.lastTokenNanos == NONE || s.outputTokens == NONE) {
                    yield ABSENT;
                }
                yield s.outputTokens <= s.tokensInFirstChunk
                        ? NONE_FOLLOWED
                        : BigDecimal.valueOf(s.lastTokenNanos - s.firstTokenNanos)
                                .divide(
                                        BigDecimal.valueOf(s.outputTokens - s.tokensInFirstChunk),
                                        0,
                                        RoundingMode.HALF_UP)
                                .longValueExact();
            }
            case ICL -> ABSENT;
            case E2E -> end == NONE ? ABSENT : end;
            case E2E_SCHEDULED -> end == NONE ? ABSENT : end - s.scheduledNanos;
            case LAG -> -s.scheduledNanos;
            case CONNECT -> s.begunNanos == NONE ? ABSENT : -s.begunNanos;
        };
    }
}
