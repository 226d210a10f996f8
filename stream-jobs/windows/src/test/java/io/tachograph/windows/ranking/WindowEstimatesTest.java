package io.tachograph.windows.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.interval.Interval;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowEstimatesTest {
    private static final long HOUR = 3_600_000L;
    private static final long END = 1_000 * HOUR;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RankingWindow LAST_HOUR = new RankingWindow(Duration.ofHours(1), MINUTE, MINUTE);

    private static Series model(boolean streamed) {
        return new Series("", "", "", "atlas", "", "", "probe", "short", streamed);
    }

    private static RankingEstimate estimate(
            NavigableMap<Long, RequestTotals> blocks, RankingMetric metric, RankingStatistic statistic) {
        return WindowEstimates.of(model(true), LAST_HOUR, END, blocks).estimates().stream()
                .filter(estimate -> estimate.subject().equals(new RankingEstimate.Subject(metric, statistic, HOUR)))
                .findFirst()
                .orElseThrow();
    }

    private static RankingEstimate median(NavigableMap<Long, RequestTotals> blocks) {
        return estimate(blocks, RankingMetric.TTFT, RankingStatistic.P50);
    }

    private static Interval interval(RankingEstimate estimate) {
        assertThat(estimate.interval()).isNotNull();
        return estimate.interval();
    }

    private static NavigableMap<Long, RequestTotals> anHour(long seed) {
        return new Traffic(seed, MINUTE, 60).blocks(END - HOUR, 60);
    }

    private static NavigableMap<Long, RequestTotals> minutes(NavigableMap<Long, RequestTotals> blocks, int count) {
        return blocks.headMap(END - HOUR + count * 60_000L, false);
    }

    @Test
    void latency_hasValueMeanAndAnIntervalAroundTheValue() {
        RankingEstimate median = median(anHour(1));
        RankingEstimate p95 = estimate(anHour(1), RankingMetric.TTFT, RankingStatistic.P95);

        assertThat(median.value()).isCloseTo(0.1, within(0.005));
        assertThat(median.mean()).isCloseTo(0.1 * Math.exp(0.18), within(0.01));
        assertThat(median.sampleSize()).isEqualTo(3_600);
        assertThat(median.blocks()).isEqualTo(60);
        assertThat(median.chunkMillis()).isGreaterThanOrEqualTo(8 * 60_000);
        assertThat(interval(median).low()).isBetween(0.08, 0.1);
        assertThat(interval(median).high()).isBetween(0.1, 0.12);
        assertThat(p95.value()).isCloseTo(0.1 * Math.exp(1.645 * Traffic.SPREAD), within(0.02));
        assertThat(p95.isEnough()).isTrue();
    }

    @Test
    void sameBlocks_giveTheSameEstimates() {
        assertThat(WindowEstimates.of(model(true), LAST_HOUR, END, anHour(2)))
                .isEqualTo(WindowEstimates.of(model(true), LAST_HOUR, END, anHour(2)));
    }

    @Test
    void sampleMinimum_isTenTimesWhatAnIntervalNeeds() {
        assertThat(RankingStatistic.fewestForAnInterval(0.5)).isEqualTo(6);
        assertThat(RankingStatistic.fewestForAnInterval(0.9)).isEqualTo(29);
        assertThat(RankingStatistic.fewestForAnInterval(0.95)).isEqualTo(59);
        assertThat(RankingStatistic.fewestForAnInterval(0.99)).isEqualTo(299);

        NavigableMap<Long, RequestTotals> few = new Traffic(3, MINUTE, 5).blocks(END - HOUR, 20);
        assertThat(median(few).isEnough()).isTrue();
        assertThat(median(minutes(few, 12)).isEnough()).isTrue();
        assertThat(median(minutes(few, 11)).isEnough()).isFalse();
        assertThat(estimate(few, RankingMetric.TTFT, RankingStatistic.P95).isEnough())
                .isFalse();
        assertThat(estimate(few, RankingMetric.TTFT, RankingStatistic.P95).value())
                .isNotNull();
    }

    @Test
    void errorRate_hasAWidthWithoutAnyFailure() {
        RankingEstimate rate = estimate(anHour(4), RankingMetric.ERROR_RATE, RankingStatistic.VALUE);

        assertThat(rate.value()).isZero();
        assertThat(interval(rate).high()).isBetween(0.0005, 0.002);
    }

    @Test
    void errorRate_isFailedOverFinishedAndAsUnsureAsOneBadMinuteMakesIt() {
        NavigableMap<Long, RequestTotals> blocks = anHour(4);
        RequestTotals bad = blocks.firstEntry().getValue();
        bad.addRequest(Outcome.CANCELLED, 0, 0, 0);
        for (int i = 0; i < 400; i++) {
            bad.addRequest(Outcome.TIMEOUT, 0, 0, 0);
        }

        RankingEstimate rate = estimate(blocks, RankingMetric.ERROR_RATE, RankingStatistic.VALUE);

        assertThat(rate.value()).isEqualTo(0.1);
        assertThat(rate.sampleSize()).isEqualTo(4_000);
        assertThat(interval(rate).low()).isLessThan(0.02);
        assertThat(interval(rate).high()).isGreaterThan(0.2);
        assertThat(median(blocks).errorRate()).isEqualTo(0.1);
    }

    @Test
    void throughput_isTokensOverTheSecondsFromTheFirstRequestToTheLast() {
        NavigableMap<Long, RequestTotals> blocks = new TreeMap<>();
        for (int minute : new int[] {10, 11, 19}) {
            long start = END - HOUR + minute * 60_000L;
            RequestTotals totals = new RequestTotals();
            totals.cover(start + 30_000, start + 60_000);
            for (int i = 0; i < 57; i++) {
                totals.addRequest(Outcome.OK, 1, 0, 10);
            }
            blocks.put(start, totals);
        }

        RankingEstimate throughput = estimate(blocks, RankingMetric.OUTPUT_THROUGHPUT, RankingStatistic.VALUE);

        assertThat(throughput.value()).isEqualTo(3 * 57 * 10 / 570.0);
        assertThat(throughput.blocks()).isEqualTo(10);
    }

    @Test
    void successesWithNoTiming_takeNoPart() {
        NavigableMap<Long, RequestTotals> blocks = anHour(4);
        RankingEstimate before = estimate(blocks, RankingMetric.ERROR_RATE, RankingStatistic.VALUE);
        RequestTotals odd = blocks.firstEntry().getValue();
        for (int i = 0; i < 400; i++) {
            odd.addRequest(Outcome.OK, 1, 0, 0);
            odd.addRequest(Outcome.TIMEOUT, 0, 0, 0);
        }

        RankingEstimate rate = estimate(blocks, RankingMetric.ERROR_RATE, RankingStatistic.VALUE);

        assertThat(rate.sampleSize()).isEqualTo(before.sampleSize() + 400);
        assertThat(rate.value()).isEqualTo(400.0 / (before.sampleSize() + 400));
    }

    @Test
    void successesWithoutATtft_areJudgedWhenTheirEndIsKnown() {
        NavigableMap<Long, RequestTotals> blocks = anHour(4);
        RankingEstimate before = estimate(blocks, RankingMetric.ERROR_RATE, RankingStatistic.VALUE);
        RequestTotals traced = blocks.firstEntry().getValue();
        for (int i = 0; i < 400; i++) {
            traced.addRequest(Outcome.OK, 1, 0, 2);
            traced.record(LatencyMetric.E2E, 1_000_000_000L);
        }

        RankingEstimate rate = estimate(blocks, RankingMetric.ERROR_RATE, RankingStatistic.VALUE);

        assertThat(rate.sampleSize()).isEqualTo(before.sampleSize() + 400);
        assertThat(rate.value()).isZero();
    }

    @Test
    void modelOfNothingButSuccessesWithNoTiming_hasNothingToBeRankedBy() {
        NavigableMap<Long, RequestTotals> blocks = new TreeMap<>();
        RequestTotals totals = new RequestTotals();
        totals.cover(END - HOUR, END);
        for (int i = 0; i < 100; i++) {
            totals.addRequest(Outcome.OK, 1, 0, 0);
        }
        blocks.put(END - HOUR, totals);

        for (RankingMetric metric : new RankingMetric[] {RankingMetric.ERROR_RATE, RankingMetric.OUTPUT_THROUGHPUT}) {
            RankingEstimate estimate = estimate(blocks, metric, RankingStatistic.VALUE);
            assertThat(estimate.sampleSize()).isZero();
            assertThat(estimate.interval()).isNull();
        }
        assertThat(estimate(blocks, RankingMetric.ERROR_RATE, RankingStatistic.VALUE)
                        .value())
                .isNull();
    }

    @Test
    void emptyLastTwelfth_isStale() {
        assertThat(median(minutes(anHour(5), 56)).stale()).isFalse();
        assertThat(median(minutes(anHour(5), 55)).stale()).isTrue();
    }

    @Test
    void wholeAnswers_haveNoTtft() {
        assertThat(WindowEstimates.of(model(false), LAST_HOUR, END, anHour(6)).estimates())
                .extracting(estimate -> estimate.subject().metric())
                .containsOnly(RankingMetric.E2E, RankingMetric.OUTPUT_THROUGHPUT, RankingMetric.ERROR_RATE);
    }

    @Test
    void zeroLatencies_doNoHarm() {
        NavigableMap<Long, RequestTotals> blocks = anHour(7);
        for (RequestTotals totals : blocks.values()) {
            for (int i = 0; i < 70; i++) {
                totals.record(LatencyMetric.TTFT, 0);
            }
        }

        assertThat(median(blocks).value()).isZero();
        assertThat(interval(median(blocks)).low()).isZero();
    }
}
