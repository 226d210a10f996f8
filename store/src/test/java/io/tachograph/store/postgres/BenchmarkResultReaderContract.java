package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.RankingOf.metric;
import static io.tachograph.store.postgres.WindowOf.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.BenchmarkResult;
import io.tachograph.store.BenchmarkResultReader;
import io.tachograph.store.RankingRow;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link BenchmarkResultReader} does. */
abstract class BenchmarkResultReaderContract {
    private static final int MOST_CONNECTIONS = 10;

    abstract TestDatabase database();

    abstract StoreWriter<RankingRow> writer();

    abstract BenchmarkResultReader reader();

    @Test
    void nothingRanked_isEmpty() throws SQLException {
        assertThat(reader().latest("ttft")).isEmpty();
    }

    @Test
    void latest_isTheNewestRankingBestFirstEqualRanksByName() throws SQLException {
        // Given
        writer().write(List.of(
                metric("ttft")
                        .end(NOON.minusSeconds(60))
                        .entry(1, "old", 0.1, 0.1, 100)
                        .row(),
                metric("ttft")
                        .entry(4, "d", 0.4, 0.45, 100)
                        .entry(2, "c", 0.2, 0.35, 100)
                        .entry(2, " B", 0.2, 0.25, 100)
                        .entry(1, "a", 0.1, 0.15, 100)
                        .entry(null, "too few", 0.01, 0.01, 3)
                        .withoutValue("silent")
                        .row(),
                metric("e2e").entry(1, "other metric", 1, 1, 100).row()));

        // When
        List<BenchmarkResult> latest = reader().latest("ttft");

        // Then
        assertThat(latest).extracting(BenchmarkResult::llmName).containsExactly("a", "B", "c", "d");
        assertThat(latest).extracting(BenchmarkResult::rank).containsExactly(1, 2, 2, 4);
        assertThat(latest).extracting(BenchmarkResult::meanValue).containsExactly(0.15, 0.25, 0.35, 0.45);
        assertThat(latest).extracting(BenchmarkResult::metric).containsOnly("ttft");
        assertThat(latest).extracting(BenchmarkResult::timestamp).containsOnly(NOON);
        assertThat(latest).extracting(BenchmarkResult::id).doesNotHaveDuplicates();
    }

    @Test
    void ids_areTheSameWhenARankingIsComputedAgain() throws SQLException {
        // Given
        RankingRow ranking = metric("ttft").entry(1, "a", 0.1, 0.1, 100).row();
        writer().write(List.of(ranking));
        UUID first = reader().latest("ttft").get(0).id();

        // When
        writer().write(List.of(metric("ttft").entry(1, "a", 0.2, 0.2, 101).row()));
        UUID again = reader().latest("ttft").get(0).id();
        writer().write(List.of(metric("ttft")
                .end(NOON.plusSeconds(60))
                .entry(1, "a", 0.1, 0.1, 100)
                .row()));
        UUID next = reader().latest("ttft").get(0).id();

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(next).isNotEqualTo(first);
    }

    @Test
    void severalCells_theOneWithMostValuesInItsNewestRanking() throws SQLException {
        // Given a cell that had most before, one that has most now though a moment older, and one that ranks p95
        writer().write(List.of(
                metric("ttft")
                        .promptBand("long")
                        .end(NOON.minusSeconds(120))
                        .entry(1, "before", 1, 1, 9_000)
                        .row(),
                metric("ttft").promptBand("long").entry(1, "few", 1, 1, 100).row(),
                metric("ttft")
                        .promptBand("short")
                        .end(NOON.minusSeconds(60))
                        .entry(1, "most", 1, 1, 90)
                        .entry(2, "more", 1, 1, 20)
                        .row(),
                metric("ttft").statistic("p95").entry(1, "by p95", 1, 1, 9_000).row()));

        assertThat(reader().latest("ttft")).extracting(BenchmarkResult::llmName).containsExactly("most", "more");
    }

    @Test
    void severalWindows_theShortest() throws SQLException {
        writer().write(List.of(
                metric("ttft")
                        .window(Duration.ofDays(7))
                        .entry(1, "of the week", 1, 1, 9_000)
                        .row(),
                metric("ttft").entry(1, "of the hour", 1, 1, 100).row()));

        assertThat(reader().latest("ttft")).extracting(BenchmarkResult::llmName).containsExactly("of the hour");
    }

    @Test
    void cellThatIsNoLongerRanked_takesNoPart() throws SQLException {
        writer().write(List.of(
                metric("ttft")
                        .promptBand("long")
                        .end(NOON.minus(Duration.ofMinutes(10)))
                        .entry(1, "history", 1, 1, 9_000)
                        .row(),
                metric("ttft").promptBand("short").entry(1, "now", 1, 1, 100).row()));

        assertThat(reader().latest("ttft")).extracting(BenchmarkResult::llmName).containsExactly("now");
    }

    @Test
    void benchmarkResultView_hasTheColumnsOfTheApiItTookOver() throws SQLException {
        writer().write(List.of(metric("output_throughput")
                .statistic("value")
                .entry(1, " Llama 3.1 405", 12.5, 12.5, 100)
                .entry(null, "few", 99, 99, 1)
                .row()));

        assertThat(database()
                        .query("SELECT metric, llm_name, mean_value, rank, timestamp AT TIME ZONE 'UTC'"
                                + " FROM tachograph.benchmark_result"))
                .containsExactly("OUTPUT_THROUGHPUT|Llama 3.1 405|12.5|1|2026-03-04 12:00:00");
        assertThat(database()
                        .query("SELECT column_name, data_type, character_maximum_length FROM information_schema.columns"
                                + " WHERE table_name = 'benchmark_result' ORDER BY ordinal_position"))
                .containsExactly(
                        "id|uuid|null",
                        "metric|character varying|20",
                        "llm_name|text|null",
                        "mean_value|double precision|null",
                        "rank|integer|null",
                        "timestamp|timestamp with time zone|null");
    }

    @Test
    void databaseAway_isAnExceptionUntilItIsBack() throws SQLException {
        // Given
        writer().write(List.of(metric("ttft").entry(1, "a", 1, 1, 100).row()));
        assertThat(reader().latest("ttft")).hasSize(1);

        // When
        database().goAway();

        // Then
        assertThatThrownBy(() -> reader().latest("ttft")).isInstanceOf(SQLException.class);
        database().comeBack();
        assertThat(latestOnceReconnected()).hasSize(1);
    }

    /** A connection that died in the pool may be noticed only when it is used: each costs one question, none two. */
    private List<BenchmarkResult> latestOnceReconnected() throws SQLException {
        for (int pooled = 0; pooled < MOST_CONNECTIONS; pooled++) {
            try {
                return reader().latest("ttft");
            } catch (SQLException e) {
                assertThat(e.getMessage()).contains("terminating connection");
            }
        }
        return reader().latest("ttft");
    }
}
