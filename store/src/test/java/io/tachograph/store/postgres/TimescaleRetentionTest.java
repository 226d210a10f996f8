package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
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
            assertThat(dropAfter("latency_histogram_10s")).containsExactly("7 days");
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
            database.execute("INSERT INTO tachograph.latency_histogram_10s "
                    + "SELECT 1, 'ttft', date_trunc('day', now(), 'UTC') - age, 1, 1, 1, 1, 0, '{1}', '{1}' "
                    + "FROM unnest(ARRAY['0 h', '180 h', '216 h']::interval[]) AS age");

            // When
            String job = database.query(
                            "SELECT job_id FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention' "
                                    + "AND hypertable_name = 'latency_histogram_10s'")
                    .get(0);
            database.execute("CALL run_job(" + job + ")");
        }

        // Then: whole chunks only, so the day that is 7 days old at its end may still be there
        assertThat(database.query(
                        "SELECT extract(epoch FROM date_trunc('day', now(), 'UTC') - window_start)::int / 3600 "
                                + "FROM tachograph.latency_histogram_10s ORDER BY 1"))
                .contains("0")
                .doesNotContain("216");
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
