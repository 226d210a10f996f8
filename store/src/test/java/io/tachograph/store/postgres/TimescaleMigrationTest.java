package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.TimescaleReport;
import io.tachograph.store.TimescaleSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnTimescale
class TimescaleMigrationTest {
    private static final String GROWING = """
            SELECT count(*) FROM pg_class
            WHERE relnamespace = 'tachograph'::regnamespace AND relkind = 'r' AND relname ~ '_(10s|1m|1h|1d)$'
            """;

    private final TestDatabase database;
    private final PostgresStore store;

    TimescaleMigrationTest(DatabaseServer server) throws SQLException {
        this.database = server.migratedDatabase();
        this.store = PostgresStore.open(database.config());
    }

    @AfterEach
    void backToTheDefaults() throws SQLException {
        try (store) {
            store.migrate(
                    new TimescaleSettings(TimescaleSettings.USUAL_TARGETS, TimescaleSettings.DEFAULT.compressAfter()));
        }
    }

    @Test
    void everyTableThatGrows_isAHypertableWithItsSeriesTogether() throws SQLException {
        assertThat(database.query("SELECT count(*) FROM timescaledb_information.hypertables "
                        + "WHERE hypertable_schema = 'tachograph' AND compression_enabled"))
                .isEqualTo(database.query(GROWING));
        assertThat(database.query(
                        "SELECT DISTINCT segmentby FROM timescaledb_information.hypertable_columnstore_settings"
                                + " WHERE hypertable::text ~ 'request_window|merged_window'"))
                .containsExactly("series_id");
        assertThat(database.query("""
                        SELECT hypertable, orderby FROM timescaledb_information.hypertable_columnstore_settings
                        WHERE hypertable::text ~ '(request|gpu)_window_10s' ORDER BY 1 DESC
                        """))
                .containsExactlyInAnyOrder(
                        "tachograph.request_window_10s|window_start DESC",
                        "tachograph.gpu_window_10s|window_start DESC");
    }

    @Test
    void secondMigration_changesNothing() throws SQLException {
        List<String> before = layout();

        TimescaleReport report = store.migrate();

        assertThat(report.changes()).isEmpty();
        assertThat(report.found())
                .startsWith(
                        "PostgreSQL " + database.query("SHOW server_version").get(0) + " with TimescaleDB "
                                + database.query("SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'")
                                        .get(0))
                .contains("(licence timescale)")
                .doesNotContain("add_job");
        assertThat(report.policies()).isTrue();
        assertThat(layout()).isEqualTo(before);
    }

    @Test
    void moreTargets_getShorterChunksFromThenOn() throws SQLException {
        TimescaleReport report = store.migrate(new TimescaleSettings(100_000, Duration.ofDays(2)));

        assertThat(report.changes()).contains("tachograph.request_window_10s gets new chunks of PT1H");
        assertThat(database.query("SELECT time_interval FROM timescaledb_information.dimensions "
                        + "WHERE hypertable_name = 'request_window_10s'"))
                .containsExactly("01:00:00");
        assertThat(database.query(
                        "SELECT DISTINCT (config ->> 'compress_after')::interval FROM timescaledb_information.jobs"
                                + " WHERE proc_name = 'policy_compression'"))
                .containsExactly("48:00:00");
    }

    @Test
    void migrationThatIsToldNoLoad_leavesChunksAsTheyAre() throws SQLException {
        store.migrate(new TimescaleSettings(100_000, TimescaleSettings.DEFAULT.compressAfter()));
        List<String> before = layout();

        assertThat(store.migrate().changes()).isEmpty();

        assertThat(layout()).isEqualTo(before);
        assertThat(database.query("SELECT time_interval FROM timescaledb_information.dimensions "
                        + "WHERE hypertable_name = 'request_window_10s'"))
                .containsExactly("01:00:00");
    }

    @Test
    void columnarWindows_takeLateRowsLikeAnyOther() throws SQLException {
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            // Given
            writer.write(List.of(
                    WindowOf.target("a")
                            .latency("ttft", 0.1, 0.2)
                            .latency("icl", 1)
                            .row(),
                    WindowOf.target("b").latency("ttft", 0.3).row()));
            makeColumnar("request_window_10s");

            // When an older, a newer and an equal row arrive, and a window that was not there
            RequestWindowRow newer =
                    WindowOf.target("a").requests(20).latency("ttft", 3, 4, 5).row();
            RequestWindowRow equal = WindowOf.target("b").latency("ttft", 0.3).row();
            RequestWindowRow absent = WindowOf.target("c").latency("e2e", 7).row();
            writer.write(List.of(WindowOf.target("a").requests(2).row()));
            writer.write(List.of(newer, equal, absent));

            // Then
            assertThat(StoredWindows.of(database))
                    .usingRecursiveFieldByFieldElementComparator(StoredWindows.BY_CONTENT)
                    .containsExactly(newer, equal, absent);
        }
    }

    @Test
    void replayThatTouchesMoreColumnarRowsThanTheServerLikes_isWritten() throws SQLException {
        // Given 250 series of 500 windows, which are 250 batches
        int series = 250;
        List<RequestWindowRow> rows = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            rows.add(WindowOf.target("t" + i).row());
        }
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            writer.write(rows);
        }
        database.execute("""
                    INSERT INTO tachograph.request_window_10s
                    SELECT w.series_id, w.window_start + n * interval '10 s', epoch, revision, complete, requests, ok, 0, 0, 0,
                           0, 0, 0, 0, 0, duplicates, input_tokens, cached_input_tokens, output_tokens
                    FROM tachograph.request_window_10s w, generate_series(1, 499) AS n
                    """);
        makeColumnar("request_window_10s");
        assertThatThrownBy(
                        () -> database.execute("SET timescaledb.max_tuples_decompressed_per_dml_transaction = 100000; "
                                + "UPDATE tachograph.request_window_10s SET revision = 1 WHERE window_start = '"
                                + WindowOf.NOON
                                + "'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("decompression limit");

        // When
        try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            rows.replaceAll(row -> WindowOf.series(row.series()).requests(99).row());
            writer.write(rows);
        }

        // Then
        assertThat(database.query("SELECT requests, count(*) FROM tachograph.request_window_10s GROUP BY 1 ORDER BY 1"))
                .containsExactly("10|" + series * 499, "99|" + series);
    }

    private void makeColumnar(String table) throws SQLException {
        assertThat(database.query("SELECT compress_chunk(c) FROM show_chunks('tachograph." + table + "') c"))
                .isNotEmpty();
    }

    private List<String> layout() throws SQLException {
        List<String> layout =
                new ArrayList<>(database.query("SELECT * FROM timescaledb_information.dimensions ORDER BY 1, 2"));
        layout.addAll(database.query("SELECT job_id, config FROM timescaledb_information.jobs ORDER BY 1"));
        layout.addAll(database.query(
                "SELECT c.oid, c.relname FROM pg_class c WHERE relnamespace = 'tachograph'::regnamespace "
                        + "ORDER BY 1"));
        return layout;
    }
}
