package io.tachograph.windows.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.store.RankingRow;
import io.tachograph.windows.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelRankingTest {
    /** As many successes with a TTFT as said, over ten seconds, with two tokens each. */
    private static RequestTotals totals(int successes, long ttftMillis, int failures, int cancelled) {
        RequestTotals totals = new RequestTotals();
        totals.cover(0, 10_000);
        for (int i = 0; i < successes; i++) {
            totals.addRequest(Outcome.OK, 1, 0, 2);
            totals.record(LatencyMetric.TTFT, ttftMillis * 1_000_000);
        }
        for (int i = 0; i < failures; i++) {
            totals.addRequest(Outcome.TIMEOUT, 0, 0, 0);
        }
        for (int i = 0; i < cancelled; i++) {
            totals.addRequest(Outcome.CANCELLED, 0, 0, 0);
        }
        return totals;
    }

    @Test
    void rank_isStandardCompetitionRankAndEqualValuesShareOne() {
        List<RankingRow.Entry> entries = ModelRanking.rank(
                RankingMetric.TTFT,
                Map.of(
                        "slow", totals(60, 900, 0, 0),
                        "b-middle", totals(80, 300, 0, 0),
                        "a-middle", totals(60, 300, 0, 0),
                        "fast", totals(60, 100, 0, 0)));

        assertThat(entries)
                .extracting(RankingRow.Entry::model, RankingRow.Entry::rank)
                .containsExactly(tuple("fast", 1), tuple("a-middle", 2), tuple("b-middle", 2), tuple("slow", 4));
    }

    @Test
    void entryBelowTheSampleMinimum_isListedLastWithoutARank() {
        List<RankingRow.Entry> entries = ModelRanking.rank(
                RankingMetric.TTFT,
                Map.of(
                        "few", totals(59, 1, 0, 0),
                        "enough", totals(60, 500, 0, 0),
                        "none", totals(0, 0, 70, 0)));

        assertThat(entries)
                .extracting(RankingRow.Entry::model, RankingRow.Entry::rank, RankingRow.Entry::sampleSize)
                .containsExactly(tuple("enough", 1, 60L), tuple("few", null, 59L), tuple("none", null, 0L));
    }

    @Test
    void medianDecidesAndMeanIsKeptBesideIt() {
        RequestTotals skewed = totals(60, 100, 0, 0);
        for (int i = 0; i < 20; i++) {
            skewed.addRequest(Outcome.OK, 1, 0, 2);
            skewed.record(LatencyMetric.TTFT, 10_000_000_000L);
        }

        List<RankingRow.Entry> entries =
                ModelRanking.rank(RankingMetric.TTFT, Map.of("skewed", skewed, "even", totals(60, 200, 0, 0)));

        assertThat(entries.get(0).model()).isEqualTo("skewed");
        assertThat(entries.get(0).mean()).isEqualTo((60 * 0.1 + 20 * 10) / 80);
        assertThat(entries.get(1).mean()).isEqualTo(0.2);
    }

    @Test
    void throughput_ranksMoreTokensPerSecondFirst() {
        List<RankingRow.Entry> entries = ModelRanking.rank(
                RankingMetric.OUTPUT_THROUGHPUT, Map.of("idle", totals(60, 1, 0, 0), "busy", totals(90, 1, 0, 0)));

        assertThat(entries)
                .extracting(RankingRow.Entry::model, RankingRow.Entry::value)
                .containsExactly(tuple("busy", 18.0), tuple("idle", 12.0));
    }

    @Test
    void errorRate_isFailedOverFinishedAndLeavesCancelledApart() {
        List<RankingRow.Entry> entries = ModelRanking.rank(
                RankingMetric.ERROR_RATE, Map.of("flaky", totals(75, 1, 25, 100), "sound", totals(100, 1, 0, 0)));

        assertThat(entries)
                .extracting(RankingRow.Entry::model, RankingRow.Entry::value, RankingRow.Entry::sampleSize)
                .containsExactly(tuple("sound", 0.0, 100L), tuple("flaky", 0.25, 100L));
    }
}
