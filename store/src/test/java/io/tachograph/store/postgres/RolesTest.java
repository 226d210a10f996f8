package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.RequestWindowWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class RolesTest {
    @Test
    void reader_readsThroughTheFunctionsAndWritesNothing(TestDatabase database) throws SQLException {
        try (Connection connection = as(database, "tachograph_reader");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT * FROM tachograph.quantiles('ttft', '{0.5}', now() - interval '1 day', now(), '1 h')");
            statement.execute("SELECT * FROM tachograph.attainment('ttft', 0.5, now() - interval '1 day', now())");
            statement.execute("SELECT * FROM tachograph.throughput(now() - interval '1 day', now())");
            statement.execute("SELECT * FROM tachograph.ranking('ttft')");
            statement.execute("SELECT * FROM tachograph.benchmark_result");

            statement.execute("SET default_transaction_read_only = off");
            for (String writing : new String[] {
                "DELETE FROM tachograph.series",
                "INSERT INTO tachograph.latency_metric VALUES ('x')",
                "SELECT * FROM tachograph.merge_windows()",
                "SELECT * FROM tachograph.apply_retention()",
                "SELECT * FROM tachograph.grant_roles()",
                "CREATE TABLE tachograph.mine (x int)"
            }) {
                assertThatThrownBy(() -> statement.execute(writing))
                        .as(writing)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void reader_hasATimeLimitAndReadsOnly(TestDatabase database) throws SQLException {
        assertThat(database.query("SELECT unnest(setconfig) FROM pg_db_role_setting"
                        + " WHERE setrole = 'tachograph_reader'::regrole ORDER BY 1"))
                .containsExactly("default_transaction_read_only=on", "statement_timeout=30s");
    }

    @Test
    void writer_writesWindowsAndKeepsHouse(TestDatabase database) throws SQLException {
        try (PostgresStore store = PostgresStore.open(configAs(database, "tachograph_writer"));
                RequestWindowWriter windows = store.requestWindowWriter()) {
            windows.write(List.of(
                    WindowOf.target("a").oneMinute().latency("ttft", 0.1).row()));
        }
        try (Connection connection = as(database, "tachograph_writer");
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT * FROM tachograph.merge_windows()");
            statement.execute("SELECT * FROM tachograph.apply_retention()");
            assertThatThrownBy(() -> statement.execute("DROP TABLE tachograph.window_change"))
                    .hasMessageContaining("must be owner");
        }
    }

    @Test
    void migratingRoleThatMayCreateNoRoles_migratesAllTheSame(EmbeddedServer server) throws SQLException {
        TestDatabase database = server.emptyDatabase();
        String name = database.query("SELECT current_database()").get(0);
        database.execute("CREATE ROLE plain_owner LOGIN");
        database.execute("ALTER DATABASE " + name + " OWNER TO plain_owner");

        try (PostgresStore store = PostgresStore.open(configAs(database, "plain_owner"))) {
            store.migrate();
        }

        assertThat(database.query("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'tachograph'"))
                .containsExactly("plain_owner");
    }

    private static Connection as(TestDatabase database, String role) throws SQLException {
        return DriverManager.getConnection(configAs(database, role).jdbcUrl(), role, null);
    }

    /** The URL of the embedded server names a user of its own, which would go first. */
    private static PostgresConfig configAs(TestDatabase database, String role) {
        return new PostgresConfig(database.config().jdbcUrl().replace("user=postgres", "user=" + role), role, null, 1);
    }
}
