package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnTimescale
class TimescaleRetentionTest {
    private final TestDatabase database;

    TimescaleRetentionTest(DatabaseServer server) throws SQLException {
        this.database = server.emptyDatabase();
    }

    @Test
    void policies_followTheTable() throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config())) {
            // Given
            store.migrate();
            database.execute(
                    "CREATE TABLE IF NOT EXISTS tachograph.retention (resolution text PRIMARY KEY, keep interval)");
            keep("10s", "'7 days'");
            keep("1d", "NULL");
            store.migrate();
            assertThat(dropAfter("request_window_10s")).containsExactly("7 days");
            assertThat(dropAfter("gpu_window_10s")).containsExactly("7 days");
            assertThat(dropAfter("request_window_1d")).isEmpty();

            // When
            keep("10s", "'3 days'");
            keep("1d", "'9 years'");
            store.migrate();

            // Then
            assertThat(dropAfter("request_window_10s")).containsExactly("3 days");
            assertThat(dropAfter("request_window_1d")).containsExactly("9 years");
            keep("1d", "NULL");
            assertThat(store.migrate().changes()).contains("tachograph.request_window_1d is kept for ever");
            assertThat(dropAfter("request_window_1d")).isEmpty();
        }
    }

    @Test
    void longerRetention_isRememberedFromWhenThePolicyFollowed() throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config())) {
            // Given a policy of 7 days, and a table updated long before it follows
            store.migrate();
            keep("10s", "'7 days'");
            store.migrate();
            keep("10s", "'60 days'");
            database.execute("UPDATE tachograph.retention SET since = since - interval '30 days'");

            // When
            store.migrate();

            // Then
            assertThat(database.query("SELECT resolution FROM tachograph.retention"
                            + " WHERE now() - since BETWEEN '7 days' AND '7 days 1 hour'"))
                    .containsExactly("10s");
        }
    }

    @Test
    void runningThePolicy_dropsWhatIsOlderAndNothingElse() throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config())) {
            // Given windows of today, of 7.5 and of 9 days ago
            store.migrate();
            database.execute(
                    "CREATE TABLE IF NOT EXISTS tachograph.retention (resolution text PRIMARY KEY, keep interval)");
            keep("10s", "'7 days'");
            store.migrate();
            database.execute("INSERT INTO tachograph.gpu_window_10s "
                    + "SELECT 'g', date_trunc('day', now(), 'UTC') - age, 0, 0, true, 1, 'n', '', 0, 1, 1, 1 "
                    + "FROM unnest(ARRAY['0 h', '180 h', '216 h']::interval[]) AS age");

            // When
            String job = database.query(
                            "SELECT job_id FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention' "
                                    + "AND hypertable_name = 'gpu_window_10s'")
                    .get(0);
            database.execute("CALL run_job(" + job + ")");
        }

        // Then: whole chunks only, so the day that is 7 days old at its end may still be there
        assertThat(database.query(
                        "SELECT extract(epoch FROM date_trunc('day', now(), 'UTC') - window_start)::int / 3600 "
                                + "FROM tachograph.gpu_window_10s ORDER BY 1"))
                .contains("0")
                .doesNotContain("216");
    }

    @Test
    void policyThatDoesNotWork_isToldAndHousekeepingDeletesInstead() throws SQLException {
        // Given a table whose windows of a month ago are still there, and one of which some became due only just now
        try (PostgresStore store = PostgresStore.open(database.config())) {
            store.migrate();
        }
        database.execute(
                "INSERT INTO tachograph.series OVERRIDING SYSTEM VALUE SELECT s, 't' || s, 'here', 'vllm', 'm', '', '',"
                        + " 'probe', 'short', true FROM generate_series(1, 3) AS s");
        windows("gpu_window_10s", "'g' || s, start, 0, 0, true, 1, 'n', '', 0, 1, 1, 1", 1, 8, 30);
        windows("request_window_10s", "s, start, 0, 0, true, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0", 1, 8);

        assertThat(database.query("SELECT kind, fault FROM tachograph.policies('2030-01-01Z')"
                        + " WHERE table_name IN ('gpu_window_10s', 'request_window_10s') ORDER BY table_name, kind"))
                .containsExactly(
                        "compression|null",
                        "retention|left chunks that it was to drop",
                        "compression|null",
                        "retention|null");

        // When
        List<String> first =
                asWriter("SELECT table_name, deleted, more FROM tachograph.apply_retention('2030-01-01Z')");

        // Then
        assertThat(first).contains("gpu_window_10s|6|f").noneMatch(line -> line.startsWith("request_window_10s"));

        // When the other is switched off, and when it failed
        String job = database.query("SELECT job_id FROM timescaledb_information.jobs"
                        + " WHERE proc_name = 'policy_retention' AND hypertable_name = 'request_window_10s'")
                .get(0);
        database.query("SELECT alter_job(" + job + ", scheduled => false)");
        assertThat(fault("request_window_10s")).containsExactly("is not scheduled");
        database.query("SELECT alter_job(" + job + ", scheduled => true)");
        assertThat(fault("request_window_10s")).containsExactly("null");
        database.execute("INSERT INTO _timescaledb_internal.bgw_job_stat (job_id, last_start, last_finish, next_start,"
                + " last_successful_finish, last_run_success, total_runs, total_duration, total_duration_failures,"
                + " total_successes, total_failures, total_crashes, consecutive_failures, consecutive_crashes)"
                + " VALUES (" + job + ", now(), now(), now(), now(), false, 1, '1 s', '1 s', 0, 1, 0, 1, 0)");
        assertThat(fault("request_window_10s")).containsExactly("failed when it last ran");
        assertThat(asWriter("SELECT table_name, deleted, more FROM tachograph.apply_retention('2030-01-01Z')"))
                .contains("request_window_10s|3|f");
    }

    /** Of three series, so many days before the year 2030. */
    private void windows(String table, String row, int... daysBefore) throws SQLException {
        database.execute("INSERT INTO tachograph." + table + " SELECT " + row
                + " FROM generate_series(1, 3) AS s, LATERAL (SELECT timestamptz '2030-01-01Z' - age * interval '1 day'"
                + " FROM unnest('"
                + Arrays.toString(daysBefore).replace('[', '{').replace(']', '}')
                + "'::int[]) AS age) AS w (start)");
    }

    private List<String> fault(String table) throws SQLException {
        return database.query("SELECT fault FROM tachograph.policies('2030-01-01Z')"
                + " WHERE kind = 'retention' AND table_name = '" + table + "'");
    }

    @Test
    void reader_cannotHaveTheServerWorkForItself() throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config())) {
            store.migrate();
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE tachograph_reader");
            assertThatThrownBy(() -> statement.execute("SELECT add_job('pg_catalog.version', '1 s')"))
                    .hasMessageContaining("permission denied for function add_job");
            connection.rollback();
        }
    }

    @Test
    void housekeeping_deletesFromColumnarTablesWithoutAPolicyAndLeavesTheOthersToTheirs() throws SQLException {
        // Given three series' windows of five ages, all columnar, in a table with its policy and in one without
        try (PostgresStore store = PostgresStore.open(database.config())) {
            store.migrate();
        }
        for (String table : List.of("gpu_window_10s", "gpu_window_1m")) {
            database.execute("INSERT INTO tachograph." + table
                    + " SELECT 'g' || s, timestamptz '2030-01-01Z' - age * interval '1 day', 0, 0, true, 1, 'n', '', 0, 1, 1, 1"
                    + " FROM generate_series(1, 3) AS s, unnest(ARRAY["
                    + (table.endsWith("10s") ? "1, 8" : "1, 88, 91, 100, 101") + "]) AS age");
            database.query("SELECT compress_chunk(c) FROM show_chunks('tachograph." + table + "') c");
        }
        database.query("SELECT remove_retention_policy('tachograph.gpu_window_1m')");

        // When: as the role that runs maintenance, some four rows at a time
        List<String> first =
                asWriter("SELECT table_name, deleted, more FROM tachograph.apply_retention('2030-01-01Z', 4)");
        List<String> second =
                asWriter("SELECT table_name, deleted, more FROM tachograph.apply_retention('2030-01-01Z', 4)");

        // Then
        assertThat(first)
                .contains("gpu_window_1m|6|t", "ranking|0|f")
                .noneMatch(line -> line.startsWith("gpu_window_10s") || line.startsWith("request_window"));
        assertThat(second).contains("gpu_window_1m|3|f");
        assertThat(database.query(
                        "SELECT DISTINCT (extract(epoch FROM timestamptz '2030-01-01Z' - window_start) / 86400)::int"
                                + " FROM tachograph.gpu_window_1m ORDER BY 1"))
                .containsExactly("1", "88");
        assertThat(database.query("SELECT count(*) FROM tachograph.gpu_window_10s"))
                .containsExactly("6");
    }

    private List<String> asWriter(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE tachograph_writer");
            List<String> lines = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    lines.add(row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3));
                }
            }
            connection.commit();
            return lines;
        }
    }

    private void keep(String resolution, String interval) throws SQLException {
        database.execute("INSERT INTO tachograph.retention VALUES ('" + resolution + "', " + interval
                + ") ON CONFLICT (resolution) DO UPDATE SET keep = excluded.keep");
    }

    private List<String> dropAfter(String table) throws SQLException {
        return database.query("SELECT config ->> 'drop_after' FROM timescaledb_information.jobs "
                + "WHERE proc_name = 'policy_retention' AND hypertable_name = '" + table + "'");
    }
}
