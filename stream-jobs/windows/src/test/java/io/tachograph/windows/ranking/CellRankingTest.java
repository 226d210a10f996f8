package io.tachograph.windows.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RankingRow;
import io.tachograph.store.Series;
import io.tachograph.windows.interval.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CellRankingTest {
    private static final long HOUR = 3_600_000L;

    private final Map<String, PublishedRank> published = new HashMap<>();

    private static ModelEstimates ttft(String model, @Nullable Interval interval, long samples) {
        RankingEstimate estimate = new RankingEstimate(
                new RankingEstimate.Subject(RankingMetric.TTFT, RankingStatistic.P50, HOUR),
                interval == null ? null : (interval.low() + interval.high()) / 2,
                interval == null ? null : interval.high(),
                interval,
                samples,
                60,
                8 * 60_000,
                0.25,
                true);
        return new ModelEstimates(
                new Series("", "", "", model, "", "", "probe", "short", true), HOUR, 5 * HOUR, List.of(estimate));
    }

    private static ModelEstimates ttft(String model, double low) {
        return ttft(model, new Interval(low, low + 0.1), 60);
    }

    private List<RankingRow.Entry> rank(ModelEstimates... models) {
        List<RankingRow> rankings = new CellRanking(published, 3).rank(List.of(models), 5 * HOUR);
        assertThat(rankings).hasSize(1);
        return rankings.get(0).entries();
    }

    /** Models with the ranks that they are published with: {@code a1 b2}. */
    private String ranks(ModelEstimates... models) {
        StringBuilder ranks = new StringBuilder();
        for (RankingRow.Entry entry : rank(models)) {
            RankingRow.Place place = entry.place();
            ranks.append(entry.model())
                    .append(place == null ? "-" : place.rank())
                    .append(' ');
        }
        return ranks.toString().strip();
    }

    @Test
    void modelBelowTheSampleMinimum_isListedLastWithoutAPlaceAndPushesNobodyDown() {
        List<RankingRow.Entry> entries =
                rank(ttft("none", null, 0), ttft("few", new Interval(0.1, 0.2), 59), ttft("b", 0.5), ttft("a", 0.7));

        assertThat(entries).extracting(RankingRow.Entry::model).containsExactly("b", "a", "few", "none");
        assertThat(entries.get(0).place()).isEqualTo(new RankingRow.Place(1, 1, 1, 1));
        assertThat(entries.get(1).place()).isEqualTo(new RankingRow.Place(2, 2, 2, 2));
        assertThat(entries.get(2).place()).isNull();
        assertThat(entries.get(2).low()).isEqualTo(0.1);
        assertThat(entries.get(3).place()).isNull();
        assertThat(entries.get(0).evidence()).isEqualTo(new RankingRow.Evidence(60, 60, 60, 480, 0.25, true));
    }

    @Test
    void moreModelsThanARecordHolds_leavesOutThoseWithoutAPlaceFirst() {
        List<ModelEstimates> models = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            models.add(ttft("a-few-" + (1000 + i), new Interval(0.1, 0.2), 59));
            models.add(ttft("b-many-" + (1000 + i), 0.1 + i));
        }
        CellRanking ranking = new CellRanking(published, 3);

        List<RankingRow.Entry> entries = ranking.rank(models, 5 * HOUR).get(0).entries();

        assertThat(entries).hasSize(1_000);
        assertThat(entries.subList(0, 700))
                .allSatisfy(entry -> assertThat(entry.model()).startsWith("b-many"));
        assertThat(entries.get(999).model()).isEqualTo("a-few-1299");
        assertThat(ranking.unlisted()).isEqualTo(400);
    }

    @Test
    void rank_changesOnlyWithTheThirdEvaluationInARow() {
        assertThat(ranks(ttft("a", 0.1), ttft("b", 0.5))).isEqualTo("a1 b2");
        assertThat(ranks(ttft("a", 0.5), ttft("b", 0.1))).isEqualTo("a1 b2");
        assertThat(ranks(ttft("a", 0.5), ttft("b", 0.1))).isEqualTo("a1 b2");
        // One that agrees begins the count anew.
        assertThat(ranks(ttft("a", 0.1), ttft("b", 0.5))).isEqualTo("a1 b2");
        assertThat(ranks(ttft("a", 0.5), ttft("b", 0.1))).isEqualTo("a1 b2");
        assertThat(ranks(ttft("a", 0.5), ttft("b", 0.1))).isEqualTo("a1 b2");
        assertThat(ranks(ttft("a", 0.5), ttft("b", 0.1))).isEqualTo("b1 a2");
    }

    @Test
    void whileARankIsHeld_theBestAndWorstPossibleSayWhatIsSo() {
        rank(ttft("a", 0.1), ttft("b", 0.5));

        List<RankingRow.Entry> entries = rank(ttft("a", 0.5), ttft("b", 0.1));

        assertThat(entries.get(0).model()).isEqualTo("a");
        assertThat(entries.get(0).place()).isEqualTo(new RankingRow.Place(1, 2, 2, 2));
        assertThat(entries.get(1).place()).isEqualTo(new RankingRow.Place(2, 1, 1, 1));
    }

    @Test
    void modelThatWentAndCameBack_beginsAnew() {
        assertThat(ranks(ttft("a", 0.1), ttft("b", 0.5))).isEqualTo("a1 b2");
        assertThat(ranks(ttft("a", 0.1), ttft("b", new Interval(0.5, 0.6), 59))).isEqualTo("a1 b-");

        assertThat(ranks(ttft("a", 0.1), ttft("b", 0.15))).isEqualTo("a1 b1");
        assertThat(published).hasSize(2);
    }
}
