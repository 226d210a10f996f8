package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.WindowOf.NOON;
import static io.tachograph.store.postgres.WindowOf.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.store.ModelSummary;
import io.tachograph.store.RankingRow;
import io.tachograph.store.RequestWindowRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link PostgresStore#modelSummaries} answers. */
abstract class ModelSummariesContract {
    private static final Instant END = NOON.plusSeconds(60);

    /** Half a bucket in the logarithm, and a little for the last bit. */
    private static final double BOUND = Math.pow(2, 1.0 / 64) - 1 + 1e-12;

    abstract StoreWriter<RequestWindowRow> windows();

    abstract StoreWriter<RankingRow> rankings();

    abstract List<ModelSummary> summaries(Instant from, Instant to) throws SQLException;

    @Test
    void noTraffic_isEmpty() throws SQLException {
        assertThat(summaries(NOON, END)).isEmpty();
    }

    @Test
    void counts_areAddedUpOverAllSeriesOfAModel() throws SQLException {
        // Given two targets of one model over 30 s, and one of another
        windows()
                .write(List.of(
                        model("a1", "m")
                                .requests(10)
                                .outcomes(Map.of("ok", 6L, "cancelled", 1L, "timeout", 3L))
                                .outputTokens(600)
                                .row(),
                        model("a2", "m")
                                .start(NOON.plusSeconds(20))
                                .requests(5)
                                .outcomes(Map.of("ok", 4L, "unknown", 1L))
                                .outputTokens(300)
                                .row(),
                        model("b", "another").requests(1).outputTokens(50).row()));

        // When
        List<ModelSummary> summaries = summaries(NOON, END);

        // Then
        assertThat(summaries)
                .containsExactly(
                        new ModelSummary("another", 1, 0, null, null, 5.0, null),
                        new ModelSummary("m", 15, 4, null, null, 30.0, null));
    }

    @Test
    void range_isHalfOpen() throws SQLException {
        windows()
                .write(List.of(
                        model("a", "m")
                                .start(NOON.minusSeconds(10))
                                .latency("ttft", 90)
                                .row(),
                        model("a", "m")
                                .start(NOON)
                                .requests(1)
                                .latency("ttft", 0.5)
                                .row(),
                        model("a", "m")
                                .start(END.minusSeconds(10))
                                .requests(2)
                                .latency("ttft", 0.5)
                                .row(),
                        model("a", "m").start(END).latency("ttft", 90).row()));

        ModelSummary summary = summaries(NOON, END).get(0);

        assertThat(summary.requests()).isEqualTo(3);
        assertThat(summary.ttftP95Seconds()).isEqualTo(0.5);
    }

    @Test
    void quantiles_areNearestRankOfAllValuesWithinTheBoundOfABucket() throws SQLException {
        // Given unequal windows of unequal targets, where an average of percentiles would be far off
        Random random = new Random(20260304);
        List<RequestWindowRow> rows = new ArrayList<>();
        double[] all = {};
        for (int window = 0; window < 6; window++) {
            for (String target : List.of("fast", "slow")) {
                double scale = target.equals("fast") ? 0.08 : 2.5;
                double[] values = random.doubles(5 + random.nextInt(200))
                        .map(uniform -> scale * Math.exp(1.5 * uniform))
                        .toArray();
                rows.add(model(target, "m")
                        .start(NOON.plusSeconds(10L * window))
                        .latency("ttft", values)
                        .latency("e2e", 1_000)
                        .row());
                double[] before = all;
                all = Arrays.copyOf(before, before.length + values.length);
                System.arraycopy(values, 0, all, before.length, values.length);
            }
        }
        windows().write(rows);

        // When
        ModelSummary summary = summaries(NOON, END).get(0);

        // Then
        double p50 = Histograms.nearestRank(0.5, all);
        double p95 = Histograms.nearestRank(0.95, all);
        assertThat(summary.ttftP50Seconds()).isCloseTo(p50, within(p50 * BOUND));
        assertThat(summary.ttftP95Seconds()).isCloseTo(p95, within(p95 * BOUND));
    }

    @Test
    void valuesOfZero_countAsTheSmallest() throws SQLException {
        windows().write(List.of(model("a", "m").latency("ttft", 0, 0, 0, 0.5).row()));

        ModelSummary summary = summaries(NOON, END).get(0);

        assertThat(summary.ttftP50Seconds()).isZero();
        assertThat(summary.ttftP95Seconds()).isCloseTo(0.5, within(0.5 * BOUND));
    }

    @Test
    void onlyZeros_areZero() throws SQLException {
        windows().write(List.of(model("a", "m").latency("ttft", 0, 0).row()));

        assertThat(summaries(NOON, END).get(0).ttftP95Seconds()).isZero();
    }

    @Test
    void rank_isThatOfTheNewestRankingByMedianTtft() throws SQLException {
        // Given
        windows()
                .write(List.of(
                        model("a", "m").row(),
                        model("b", "few").row(),
                        model("c", "unranked").row()));
        rankings()
                .write(List.of(
                        RankingOf.metric("ttft")
                                .end(NOON.minusSeconds(60))
                                .entry(1, "m", 1, 1, 100)
                                .entry(2, "few", 1, 1, 100)
                                .row(),
                        RankingOf.metric("ttft")
                                .entry(3, "m", 1, 1, 100)
                                .entry(null, "few", 1, 1, 2)
                                .row(),
                        RankingOf.metric("e2e").entry(9, "m", 1, 1, 100).row()));

        // When
        List<ModelSummary> summaries = summaries(NOON, END);

        // Then
        assertThat(summaries).extracting(ModelSummary::model).containsExactly("few", "m", "unranked");
        assertThat(summaries).extracting(ModelSummary::rank).containsExactly(null, 3, null);
    }
}
