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
                        "request_window_1m",
                        "SELECT * FROM tachograph.quantiles('ttft', '{0.5}', '2030-01-01Z', '2030-01-03Z', '216 min',"
                                + " targets => '{a}')"))
                .isBetween(used, used + 50); // the planner looks at a few
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

        // To answer, and before that for whether all or none was counted.
        assertThat(rowsRead(database, "merged_window_1m", attainment)).isBetween(2 * 60, 3 * 60);
    }

    @Test
    void windowInPagesThatRetentionFreed_isFoundAmongOlderRows(TestDatabase database) throws SQLException {
        // Given half of the windows deleted, and new ones where they were
        database.execute("ALTER TABLE tachograph.request_window_10s DROP CONSTRAINT request_window_10s_series");
        String insert = "INSERT INTO tachograph.request_window_10s (series_id, window_start, epoch, revision, complete,"
                + " requests, ok) SELECT s, timestamptz '2030-01-01' + w * interval '10 s', 0, 0, true, 1, 1"
                + " FROM generate_series(%s, %s) AS w, generate_series(1, 100) AS s";
        database.execute(insert.formatted(1, 200));
        database.execute("DELETE FROM tachograph.request_window_10s WHERE window_start <= '2030-01-01 00:16:40'");
        database.execute("VACUUM tachograph.request_window_10s");
        database.execute(insert.formatted(201, 300));
        database.execute("VACUUM ANALYZE tachograph.request_window_10s");

        // Then
        assertThat(rowsRead(
                        database,
                        "request_window_10s",
                        "SELECT * FROM tachograph.request_window_10s WHERE window_start = '2030-01-01 00:41:40'"))
                .isBetween(100, 150);
    }

    /** Days of one target with a request a minute, every second within the threshold of an SLO. */
    private static void writeDays(TestDatabase database, int days) throws SQLException {
        database.execute("INSERT INTO tachograph.series OVERRIDING SYSTEM VALUE"
                + " VALUES (1, 'a', 'here', 'vllm', 'm', '', '', 'probe', 'short', true)");
        database.execute("INSERT INTO tachograph.slo (name, ttft_seconds) VALUES ('fast', 0.35)");
        for (String resolution : List.of("1m", "1h", "1d")) {
            database.execute("""
                    INSERT INTO tachograph.request_window_%1$s (series_id, window_start, epoch, revision, complete, requests, ok,
                        slos, ttft_n, ttft_sum_seconds, ttft_min_seconds, ttft_max_seconds, ttft_buckets)
                    SELECT 1, start, 0, 1, true, n, n, ARRAY[ROW(id, n, met, met, NULL, NULL)::tachograph.slo_count],
                           n, n, 0.3, 0.4, ARRAY[(1024 - 56) * 524288 + (n + 1) / 2, (1024 - 43) * 524288 + n / 2]
                    FROM generate_series(timestamptz '2030-01-01Z', '2030-01-01Z'::timestamptz + %2$s * interval '1 day'
                             - interval '%1$s', '%1$s') AS start,
                         (SELECT (extract(epoch FROM interval '%1$s') / 60)::int) AS u (n),
                         LATERAL (SELECT (n + extract(minute FROM start)::int %% 2) / 2) AS m (met), tachograph.slo;
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
