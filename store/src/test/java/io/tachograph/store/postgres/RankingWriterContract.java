package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.RankingOf.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.RankingRow;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link StoreWriter} of rankings does. */
abstract class RankingWriterContract {
    private StoreWriter<RankingRow> writer;

    abstract TestDatabase database();

    abstract StoreWriter<RankingRow> openWriter();

    @BeforeEach
    void openFirstWriter() {
        writer = openWriter();
    }

    @AfterEach
    void closeFirstWriter() {
        writer.close();
    }

    @Test
    void ranking_isStoredWhole() throws SQLException {
        writer.write(List.of(metric("ttft")
                .entry(1, "a", 0.5, 0.75, 100)
                .entry(null, "b", 0.25, 0.375, 7)
                .withoutValue("c")
                .row()));

        assertThat(database()
                        .query("SELECT metric, statistic, window_seconds, origin, prompt_band, streamed,"
                                + " window_end AT TIME ZONE 'UTC', model, unit, rank, value, mean, sample_size,"
                                + " sample_minimum FROM tachograph.ranking ORDER BY model"))
                .containsExactly(
                        "ttft|p50|3600|probe|short|t|2026-03-04 12:00:00|a|s|1|0.5|0.75|100|60",
                        "ttft|p50|3600|probe|short|t|2026-03-04 12:00:00|b|s|null|0.25|0.375|7|60",
                        "ttft|p50|3600|probe|short|t|2026-03-04 12:00:00|c|s|null|null|null|0|60");
        assertThat(database()
                        .query("SELECT model, rank_best, rank_worst, tie_group, value_low, value_high, blocks,"
                                + " chunk_seconds, error_rate, stale, method FROM tachograph.ranking ORDER BY model"))
                .containsExactly(
                        "a|1|9|2|0.25|1|12|120|0.125|f|block-bootstrap-1",
                        "b|null|null|null|null|null|12|120|0.125|t|block-bootstrap-1",
                        "c|null|null|null|null|null|0|0|null|t|block-bootstrap-1");
    }

    @Test
    void sameKeyAgain_replacesTheRankingWhole() throws SQLException {
        writer.write(List.of(
                metric("ttft").entry(1, "a", 1, 1, 100).entry(2, "b", 2, 2, 100).row()));

        writer.write(List.of(
                metric("ttft").entry(1, "b", 1, 1, 100).entry(2, "c", 2, 2, 100).row()));

        assertRanked("b=1", "c=2");
    }

    @Test
    void rankingWithoutEntries_removesTheOneThatWasThere() throws SQLException {
        writer.write(List.of(metric("ttft").entry(1, "a", 1, 1, 100).row()));

        writer.write(List.of(metric("ttft").row()));

        assertRanked();
    }

    @Test
    void otherCellWindowStatisticOrTime_isAnotherRanking() throws SQLException {
        writer.write(List.of(metric("ttft").entry(1, "a", 1, 1, 100).row()));

        writer.write(List.of(
                metric("e2e").entry(1, "b", 1, 1, 100).row(),
                metric("ttft").statistic("p95").entry(1, "c", 1, 1, 100).row(),
                metric("ttft").promptBand("long").entry(1, "d", 1, 1, 100).row(),
                metric("ttft")
                        .window(Duration.ofDays(1))
                        .entry(1, "e", 1, 1, 100)
                        .row(),
                metric("ttft")
                        .end(WindowOf.NOON.plusSeconds(60))
                        .entry(1, "f", 1, 1, 100)
                        .row()));

        assertRanked("a=1", "b=1", "c=1", "d=1", "e=1", "f=1");
    }

    @Test
    void severalWithOneKey_theLastCounts() throws SQLException {
        writer.write(List.of(
                metric("ttft").entry(1, "a", 1, 1, 100).row(),
                metric("ttft").entry(1, "b", 1, 1, 100).row()));

        assertRanked("b=1");
    }

    @Test
    void rankingThatTheDatabaseRefuses_leavesEverythingAsItWas() throws SQLException {
        writer.write(List.of(metric("ttft").entry(1, "a", 1, 1, 100).row()));
        RankingRow twice =
                metric("tpot").entry(1, "x", 1, 1, 100).entry(2, "x", 2, 2, 100).row();

        assertThatThrownBy(() -> writer.write(
                        List.of(metric("ttft").entry(1, "b", 1, 1, 100).row(), twice)))
                .isInstanceOf(SQLException.class);

        assertRanked("a=1");
    }

    @Test
    void databaseAway_isAnExceptionUntilItIsBack() throws SQLException {
        // Given
        RankingRow ranking = metric("ttft").entry(1, "a", 1, 1, 100).row();
        writer.write(List.of(metric("ttft").entry(1, "z", 1, 1, 100).row()));

        // When
        database().goAway();

        // Then
        assertThatThrownBy(() -> writer.write(List.of(ranking))).isInstanceOf(SQLException.class);
        database().comeBack();
        writer.write(List.of(ranking));
        assertRanked("a=1");
    }

    private void assertRanked(String... expected) throws SQLException {
        assertThat(database().query("SELECT model || '=' || rank FROM tachograph.ranking ORDER BY model"))
                .containsExactly(expected);
    }
}
