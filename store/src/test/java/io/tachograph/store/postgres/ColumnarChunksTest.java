package io.tachograph.store.postgres;

import static io.tachograph.store.postgres.SampleRows.engine;
import static io.tachograph.store.postgres.SampleRows.histogram;
import static io.tachograph.store.postgres.SampleRows.stamp;
import static io.tachograph.store.postgres.WindowOf.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That writes leave columnar chunks as they are, but for the rows that they change. */
@OnTimescale
class ColumnarChunksTest {
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(10));
    private static final StoredSlo SLO = new StoredSlo("interactive", 0.8, null, null);
    private static final StoredSloCounts COUNTS = new StoredSloCounts(10, 9, 9L, null, null);
    private final TestDatabase database;
    private final PostgresStore store;

    ColumnarChunksTest(DatabaseServer server) throws SQLException {
        this.database = server.migratedDatabase();
        this.store = PostgresStore.open(database.config());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void windowsReplacedToday_openNoChunkOfAnotherDay() throws SQLException {
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            // Given
            writer.write(List.of(full("a", LONG_AGO), full("b", LONG_AGO), full("a", NOON), full("b", NOON)));
            makeOldChunksColumnar("request_window_10s");

            // When: often enough for a plan that serves any values
            for (int revision = 1; revision <= 12; revision++) {
                writer.write(List.of(
                        WindowOf.target("a")
                                .epoch(0)
                                .revision(revision)
                                .latency("ttft", 0.1)
                                .row(),
                        WindowOf.target("b")
                                .epoch(0)
                                .revision(revision)
                                .latency("ttft", 0.1)
                                .row(),
                        full("new in " + revision, NOON)));
            }
        }

        // Then
        assertThat(rowsOutOfOldChunks()).isEmpty();
        assertThat(database.query("SELECT count(icl_n) FROM tachograph.request_window_10s"))
                .containsExactly("14");
        assertThat(database.query("SELECT count(slos) FROM tachograph.request_window_10s"))
                .containsExactly("14");
    }

    @Test
    void lateWindow_opensOnlyWhatItsSeriesHas() throws SQLException {
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            List<RequestWindowRow> rows = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                rows.add(full("a", LONG_AGO.plusSeconds(10L * i)));
                rows.add(full("b", LONG_AGO.plusSeconds(10L * i)));
            }
            writer.write(rows);
            makeOldChunksColumnar("request_window_10s");

            writer.write(List.of(
                    WindowOf.target("a").epoch(0).start(LONG_AGO).revision(1).row(),
                    WindowOf.target("a").epoch(0).start(NOON).revision(1).row()));
        }

        assertThat(rowsOutOfOldChunks()).doesNotContain("b");
        assertThat(database.query("SELECT count(icl_n) FROM tachograph.request_window_10s"))
                .containsExactly("99");
        assertThat(database.query("SELECT count(slos) FROM tachograph.request_window_10s"))
                .containsExactly("99");
    }

    @Test
    void deletingWhatARecomputationDidNotFind_opensNoChunkOfAnotherDay() throws SQLException {
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter();
                Recomputations recomputations = store.recomputations()) {
            int epoch = recomputations.begin("request-windows", NOON, NOON.plusSeconds(3_600), "kafka");
            writer.write(List.of(full("a", LONG_AGO), full("b", LONG_AGO), full("a", NOON), full("b", NOON)));
            makeOldChunksColumnar("request_window_10s");

            assertThat(recomputations.deleteOlder(epoch + 1, NOON, NOON.plusSeconds(3_600)))
                    .isEqualTo(2);
        }

        assertThat(rowsOutOfOldChunks()).isEmpty();
        assertThat(database.query(
                        "SELECT count(*) FROM tachograph.request_window_10s WHERE window_start >= '" + NOON + "'"))
                .containsExactly("0");
    }

    @Test
    void enginesOfToday_openNoChunkOfAnotherDay() throws SQLException {
        try (StoreWriter<EngineWindowRow> writer = store.engineWindowWriter()) {
            writer.write(List.of(
                    engine("a", stamp(LONG_AGO, 1, 2, true, 0), 5.0, histogram("ttft", 1, 0), histogram("gone", 1, 1)),
                    engine("a", stamp(NOON, 1, 2, false, 0), 5.0, histogram("ttft", 1, 0), histogram("gone", 1, 1))));
            makeOldChunksColumnar("engine_window_10s");

            for (int revision = 1; revision <= 12; revision++) {
                writer.write(List.of(
                        engine("a", stamp(NOON, 1, 2, false, revision), 5.0, histogram("ttft", 2, revision)),
                        engine("b", stamp(NOON, 1, 2, false, revision), 5.0, histogram("ttft", 2, revision))));
            }
        }

        assertThat(outOf("engine_window_10s", "target")).isEmpty();
        assertThat(database.query(
                        "SELECT target, h.metric, h.cnt FROM tachograph.engine_window_10s, unnest(histograms) h"
                                + " WHERE window_start = '" + NOON + "' ORDER BY 1"))
                .containsExactly("a|ttft|{2,12}", "b|ttft|{2,12}");
    }

    private static RequestWindowRow full(String target, Instant start) {
        return WindowOf.target(target)
                .start(start)
                .epoch(0)
                .latency("ttft", 0.1)
                .latency("icl", 0.2)
                .slo(SLO, COUNTS)
                .row();
    }

    private void makeOldChunksColumnar(String table) throws SQLException {
        assertThat(database.query("SELECT compress_chunk(c) FROM show_chunks('tachograph." + table
                        + "', older_than => timestamptz '" + NOON.minus(Duration.ofDays(2)) + "') c"))
                .hasSize(1);
    }

    /** Targets of rows that are in a columnar chunk's heap. */
    private List<String> rowsOutOfOldChunks() throws SQLException {
        return outOf("request_window_10s", "(SELECT target FROM tachograph.series WHERE id = series_id)");
    }

    private List<String> outOf(String table, String target) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String chunk : database.query("SELECT show_chunks('tachograph." + table + "', older_than => timestamptz '"
                + NOON.minus(Duration.ofDays(2)) + "')")) {
            found.addAll(database.query("SELECT " + target + " FROM ONLY " + chunk));
        }
        return found;
    }
}
