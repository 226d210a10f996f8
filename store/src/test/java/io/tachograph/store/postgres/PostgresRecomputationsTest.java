package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresRecomputationsTest {
    private static final Instant NOON = WindowOf.NOON;

    private final TestDatabase database;

    PostgresRecomputationsTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void olderRows_areThoseWholeInTheRangeAndGoWithTheirHistograms() throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter();
                Recomputations recomputations = store.recomputations()) {
            int first = recomputations.begin("request-windows", NOON, NOON.plusSeconds(60), "kafka");
            int epoch = recomputations.begin("request-windows", NOON.plusSeconds(5), NOON.plusSeconds(115), "kafka");
            writer.write(List.of(
                    // Cut at the start.
                    WindowOf.target("a")
                            .start(NOON)
                            .epoch(0)
                            .latency("ttft", 0.1)
                            .row(),
                    // Whole, one by a running job, one by the re-computation before, one by this one.
                    WindowOf.target("a")
                            .start(NOON.plusSeconds(10))
                            .epoch(0)
                            .latency("ttft", 0.1)
                            .row(),
                    WindowOf.target("b")
                            .start(NOON.plusSeconds(10))
                            .epoch(first)
                            .latency("e2e", 0.1)
                            .row(),
                    WindowOf.target("c")
                            .start(NOON.plusSeconds(10))
                            .epoch(epoch)
                            .latency("ttft", 0.1)
                            .row(),
                    // Cut at the end, and a minute cut at the start.
                    WindowOf.target("a")
                            .start(NOON.plusSeconds(110))
                            .epoch(0)
                            .latency("ttft", 0.1)
                            .row(),
                    WindowOf.target("a")
                            .oneMinute()
                            .start(NOON)
                            .epoch(0)
                            .latency("ttft", 0.1)
                            .row()));

            assertThat(epoch).isGreaterThan(first).isPositive();
            assertThat(recomputations.countOlder(epoch, NOON.plusSeconds(5), NOON.plusSeconds(115)))
                    .isEqualTo(2);
            assertThat(recomputations.deleteOlder(epoch, NOON.plusSeconds(5), NOON.plusSeconds(115)))
                    .isEqualTo(2);
            assertThat(recomputations.countOlder(epoch, NOON.plusSeconds(5), NOON.plusSeconds(115)))
                    .isZero();
            recomputations.finish(epoch, 1);
        }
        assertThat(
                        database.query(
                                "SELECT s.target || ' ' || extract(epoch FROM w.window_start - '2026-03-04T12:00Z')::int"
                                        + " FROM tachograph.request_window_10s w JOIN tachograph.series s ON s.id = w.series_id ORDER BY 1"))
                .containsExactly("a 0", "a 110", "c 10");
        assertThat(database.query("SELECT count(ttft_n) FROM tachograph.request_window_10s"))
                .containsExactly("3");
        assertThat(database.query("SELECT count(*) FROM tachograph.request_window_1m"))
                .containsExactly("1");
        assertThat(database.query("SELECT windows FROM tachograph.recomputation WHERE finished_at IS NOT NULL"))
                .containsExactly("1");
    }

    @Test
    void sloCounts_areThoseOfWindowsThatLieWholeInTheRange() throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter();
                Recomputations recomputations = store.recomputations()) {
            Instant end = NOON.plusSeconds(3_600);
            writer.write(List.of(
                    WindowOf.target("a").start(NOON.plusSeconds(60)).row(),
                    WindowOf.target("a")
                            .resolution(Resolution.ONE_HOUR)
                            .start(NOON)
                            .slo(new StoredSlo("chat", 0.5, null, null), new StoredSloCounts(10, 9, 9L, null, null))
                            .row()));

            assertThat(recomputations.hasSloCounts(NOON, end)).isTrue();
            assertThat(recomputations.hasSloCounts(NOON.minusSeconds(1), end.plusSeconds(1)))
                    .isTrue();
            assertThat(recomputations.hasSloCounts(NOON, end.minusSeconds(1))).isFalse();
            assertThat(recomputations.hasSloCounts(NOON.plusSeconds(1), end)).isFalse();
            assertThat(recomputations.hasSloCounts(NOON.plusSeconds(60), NOON.plusSeconds(70)))
                    .isFalse();
        }
    }

    @Test
    void deletedWindows_areGoneFromMergedAnswersToo() throws SQLException {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
        Instant end = hour.plus(Duration.ofHours(1));
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter();
                Recomputations recomputations = store.recomputations()) {
            // Given two targets in merged windows, one of which the re-computation did not find
            int epoch = recomputations.begin("request-windows", hour, end, "kafka");
            for (Resolution resolution : List.of(Resolution.TEN_SECONDS, Resolution.ONE_MINUTE, Resolution.ONE_HOUR)) {
                writer.write(List.of(
                        WindowOf.model("a", "m")
                                .resolution(resolution)
                                .start(hour)
                                .epoch(epoch)
                                .requests(10)
                                .latency("ttft", 0.1, 0.2)
                                .row(),
                        WindowOf.model("b", "m")
                                .resolution(resolution)
                                .start(hour)
                                .epoch(0)
                                .requests(7)
                                .latency("ttft", 5)
                                .row()));
            }
            database.query("SELECT * FROM tachograph.merge_windows()");
            assertThat(answers(hour, end)).containsExactly("17", "17", "3|5", "17");

            // When
            assertThat(recomputations.deleteOlder(epoch, hour, end)).isEqualTo(3);

            // Then before and after they are merged again
            assertThat(answers(hour, end)).containsExactly("10", "10", "2|0.2", "10");
            assertThat(database.query("SELECT resolution FROM tachograph.window_change ORDER BY 1"))
                    .containsExactly("1h", "1m");
            database.query("SELECT * FROM tachograph.merge_windows()");
            assertThat(answers(hour, end)).containsExactly("10", "10", "2|0.2", "10");
        }
    }

    /** Requests of the hour and of its first minute, the hour's TTFT, and requests by series. */
    private List<String> answers(Instant hour, Instant end) throws SQLException {
        List<String> answers = new ArrayList<>(
                database.query("SELECT requests FROM tachograph.throughput('%s', '%s')".formatted(hour, end)));
        answers.addAll(database.query(
                "SELECT requests FROM tachograph.throughput('%s', '%s')".formatted(hour, hour.plusSeconds(60))));
        answers.addAll(database.query(
                "SELECT n, max FROM tachograph.quantiles('ttft', '{0.5}', '%s', '%s')".formatted(hour, end)));
        answers.addAll(database.query(
                "SELECT requests FROM tachograph.throughput('%s', '%s', clusters => '{here}')".formatted(hour, end)));
        return answers;
    }

    @Test
    void manyOlderRows_areDeletedAFewAtATime() throws SQLException {
        // Given 100,000 rows, and a book of what each transaction deletes
        int series = 100;
        int windows = 1_000;
        Instant end = NOON.plusSeconds(10L * windows);
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter();
                Recomputations recomputations = store.recomputations()) {
            for (int i = 0; i < series; i++) {
                writer.write(List.of(
                        WindowOf.target("t" + i).epoch(0).latency("ttft", 0.1).row()));
            }
            database.execute("""
                    INSERT INTO tachograph.request_window_10s
                    SELECT w.series_id, w.window_start + n * interval '10 s', epoch, revision, complete, requests, ok, 0, 0, 0,
                           0, 0, 0, 0, 0, duplicates, input_tokens, cached_input_tokens, output_tokens
                    FROM tachograph.request_window_10s w, generate_series(1, %1$s) AS n;
                    CREATE TABLE public.deleted (transaction xid8, rows bigint);
                    CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        INSERT INTO public.deleted SELECT pg_current_xact_id(), count(*) FROM gone;
                        RETURN NULL;
                    END $$;
                    CREATE TRIGGER note AFTER DELETE ON tachograph.request_window_10s REFERENCING OLD TABLE AS gone
                    FOR EACH STATEMENT EXECUTE FUNCTION public.note()
                    """.formatted(windows - 1));
            int epoch = recomputations.begin("request-windows", NOON, end, "kafka");

            // When
            assertThat(recomputations.countOlder(epoch, NOON, end)).isEqualTo((long) series * windows);
            assertThat(recomputations.deleteOlder(epoch, NOON, end)).isEqualTo((long) series * windows);
        }

        // Then
        assertThat(database.query(
                        "SELECT sum(rows), max(rows) < %s, count(DISTINCT transaction) > 5 FROM public.deleted"
                                .formatted(OlderWindows.MANY)))
                .containsExactly(series * windows + "|t|t");
        assertThat(database.query("SELECT count(*) FROM tachograph.request_window_10s"))
                .containsExactly("0");
    }
}
