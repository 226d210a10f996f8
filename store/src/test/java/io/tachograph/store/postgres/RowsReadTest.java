package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** That questions read the windows they need and no others. Times would depend on the machine; rows do not. */
@ExtendWith(OnEmbeddedPostgres.class)
class RowsReadTest {
    @Test
    void seriesInManySteps_readsOnlyTheMinutesOfHoursThatStepsCut(TestDatabase database) throws SQLException {
        writeDays(database, 2);
        assertThat(database.query("SELECT windows FROM tachograph.merge_windows('2030-02-01', 100000)"))
                .hasSize(3);
        database.execute("VACUUM ANALYZE");
        int step = 216;
        int used = 0;
        for (int minute = 0; minute < 2 * 1_440; minute++) {
            int hour = minute / 60 * 60;
            used += hour / step == (hour + 59) / step ? 0 : 1;
        }
        assertThat(used).isBetween(1, 1_440);

        assertThat(rowsRead(
                        database,
                        "(latency_histogram|request_window)_1m",
                        "SELECT * FROM tachograph.quantiles('ttft', '{0.5}', '2030-01-01Z', '2030-01-03Z', '216 min',"
                                + " targets => '{a}')"))
                .isBetween(2 * used, 2 * used + 50); // the planner looks at a few
    }

    @Test
    void attainmentOverADay_readsTheMinutesOfItsTwoEndsAndNoneBetween(TestDatabase database) throws SQLException {
        writeDays(database, 1);
        assertThat(database.query("SELECT windows FROM tachograph.merge_windows('2030-02-01', 100000)"))
                .hasSize(3);
        database.execute("VACUUM ANALYZE");
        String attainment =
                "SELECT * FROM tachograph.attainment('ttft', 0.35, '2030-01-01 00:30Z', '2030-01-01 23:30Z')";
        assertThat(database.query("SELECT eligible, met, exact FROM (" + attainment + ") a"))
                .containsExactly("1380|690|t");

        for (String table : List.of("merged_window_1m", "merged_slo_count_1m", "merged_histogram_1m")) {
            assertThat(rowsRead(database, table, attainment)).as(table).isLessThan(4 * 60);
        }
    }

    @Test
    void windowInPagesThatRetentionFreed_isFoundAmongOlderRows(TestDatabase database) throws SQLException {
        // Given half of the windows deleted, and new ones where they were
        String insert = "INSERT INTO tachograph.latency_histogram_10s SELECT s, 'ttft', timestamptz '2030-01-01'"
                + " + w * interval '10 s', 1, 1, 1, 1, 0, '{0}', '{1}'"
                + " FROM generate_series(%s, %s) AS w, generate_series(1, 100) AS s";
        database.execute(insert.formatted(1, 200));
        database.execute("DELETE FROM tachograph.latency_histogram_10s WHERE window_start <= '2030-01-01 00:16:40'");
        database.execute("VACUUM tachograph.latency_histogram_10s");
        database.execute(insert.formatted(201, 300));
        database.execute("VACUUM ANALYZE tachograph.latency_histogram_10s");

        // Then
        assertThat(rowsRead(
                        database,
                        "latency_histogram_10s",
                        "SELECT * FROM tachograph.latency_histogram_10s WHERE window_start = '2030-01-01 00:41:40'"))
                .isBetween(100, 150);
    }

    /** Days of one target with a request a minute, every second within the threshold of an SLO. */
    private static void writeDays(TestDatabase database, int days) throws SQLException {
        database.execute("INSERT INTO tachograph.series OVERRIDING SYSTEM VALUE"
                + " VALUES (1, 'a', 'here', 'vllm', 'm', '', '', 'probe', 'short', true)");
        database.execute("INSERT INTO tachograph.slo (name, ttft_seconds) VALUES ('fast', 0.35)");
        for (String resolution : List.of("1m", "1h", "1d")) {
            database.execute("""
                    INSERT INTO tachograph.request_window_%1$s
                    SELECT 1, start, 0, 1, true, n, n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
                    FROM generate_series(timestamptz '2030-01-01Z', '2030-01-01Z'::timestamptz + %2$s * interval '1 day'
                             - interval '%1$s', '%1$s') AS start,
                         (SELECT extract(epoch FROM interval '%1$s') / 60) AS u (n);
                    INSERT INTO tachograph.latency_histogram_%1$s
                    SELECT 1, 'ttft', window_start, ok, ok, 0.3, 0.4, 0, '{-56,-43}', ARRAY[(ok + 1) / 2, ok / 2]
                    FROM tachograph.request_window_%1$s;
                    INSERT INTO tachograph.slo_count_%1$s
                    SELECT 1, id, window_start, ok, (ok + extract(minute FROM window_start)::int %% 2) / 2,
                           (ok + extract(minute FROM window_start)::int %% 2) / 2, NULL, NULL
                    FROM tachograph.request_window_%1$s, tachograph.slo;
                    INSERT INTO tachograph.window_change
                    SELECT '%1$s', window_start FROM tachograph.request_window_%1$s;
                    """.formatted(resolution, days));
        }
        database.execute("VACUUM ANALYZE");
    }

    /** Rows of tables, by a pattern, that were looked at to answer. */
    private static int rowsRead(TestDatabase database, String tables, String question) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET enable_seqscan = off"); // Tables of a test are small enough to be read whole.
            statement.execute(question);
            try (ResultSet row =
                    statement.executeQuery("SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables"
                            + " WHERE schemaname = 'tachograph' AND relname ~ '^" + tables + "$'")) {
                assertThat(row.next()).isTrue();
                return row.getInt(1);
            }
        }
    }
}
