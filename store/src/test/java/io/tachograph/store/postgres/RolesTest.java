package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.AuditEntry;
import io.tachograph.store.Housekeeping;
import io.tachograph.store.RankingRow;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.StoredKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void reader_mayCallNothingThatWrites(TestDatabase database) throws SQLException {
        assertThat(database.query("SELECT p.oid::regprocedure FROM pg_proc p"
                        + " WHERE p.pronamespace = 'tachograph'::regnamespace AND p.provolatile = 'v'"
                        + " AND p.prorettype <> 'trigger'::regtype"
                        + " AND has_function_privilege('tachograph_reader', p.oid, 'EXECUTE')"))
                .isEmpty();
    }

    /** Its limits are defaults, which it can lift; what it may lock is not. */
    @Test
    void readerThatHoldsWhateverItCan_doesNotHoldUpHousekeeping(TestDatabase database) throws SQLException {
        List<String> tables = database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'tachograph'"
                + " AND tablename NOT IN ('api_key', 'audit_entry') ORDER BY 1");
        try (PostgresStore store = PostgresStore.open(configAs(database, "tachograph_writer"));
                StoreWriter<RequestWindowRow> windows = store.requestWindowWriter();
                Housekeeping housekeeping = store.housekeeping();
                Connection connection = as(database, "tachograph_reader");
                Statement statement = connection.createStatement()) {
            windows.write(List.of(WindowOf.target("a").oneMinute().row()));
            statement.execute("SET statement_timeout = 0");
            statement.execute("SET default_transaction_read_only = off");
            connection.setAutoCommit(false);
            for (String table : tables) {
                statement.execute("LOCK TABLE tachograph." + table + " IN ACCESS SHARE MODE");
                for (String lock : List.of("FOR UPDATE", "FOR KEY SHARE")) {
                    assertRefused(connection, "SELECT FROM tachograph." + table + " " + lock);
                }
                assertRefused(connection, "LOCK TABLE tachograph." + table + " IN ROW SHARE MODE");
            }

            assertThat(housekeeping.mergeWindows().done()).containsEntry("1m", 1L);
            assertThat(housekeeping.mergeWindows().notes()).isEmpty();
            assertThat(housekeeping.applyRetention().done()).isNotEmpty();
            try (StoreWriter<RankingRow> rankings = store.rankingWriter()) {
                rankings.write(List.of(
                        RankingOf.metric("ttft").entry(1, "a", 0.5, 0.75, 100).row()));
            }
        }
    }

    private static void assertRefused(Connection connection, String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
        }
        connection.rollback(before);
    }

    /** What it asks, it asks as the reader, who sees no digest of a key even where an SQL function is fooled. */
    @Test
    void api_keepsKeys_andIsTheReaderForQuestions(TestDatabase database) throws SQLException {
        Instant now = Instant.parse("2026-11-20T10:00:00Z");
        StoredKey key = new StoredKey(
                "k-1", "board", new byte[32], "…abcd", List.of("read"), null, 60, 10, now, "test", null, null);
        AuditEntry entry = new AuditEntry(now, "test", "key.create", "k-1", "here", "done");
        try (PostgresStore store = PostgresStore.open(configAs(database, "tachograph_api"));
                ApiKeyStore keys = store.keys()) {
            store.checkReaderRole();
            keys.add(key, entry);
            assertThat(keys.all()).extracting(StoredKey::id).containsExactly("k-1");
            assertThat(keys.revoke("k-1", entry)).isTrue();
            assertThat(keys.revoke("k-1", entry)).isFalse();
            assertThat(keys.logged(now, now.plusSeconds(1), 10)).containsExactly(entry, entry);
        }
        for (String role : List.of("tachograph_reader", "tachograph_writer")) {
            try (PostgresStore store = PostgresStore.open(configAs(database, role));
                    ApiKeyStore keys = store.keys()) {
                assertThatThrownBy(keys::all).as(role).hasMessageContaining("permission denied");
                assertThatThrownBy(() -> keys.logged(now, now.plusSeconds(1), 10))
                        .as(role)
                        .hasMessageContaining("permission denied");
                assertThat(
                                database.query(
                                        "SELECT has_table_privilege('" + role + "', table_name, 'INSERT, UPDATE')"
                                                + " FROM unnest('{tachograph.api_key, tachograph.audit_entry}'::text[]) AS t (table_name)"))
                        .as(role)
                        .containsExactly("f", "f");
            }
        }
        try (Connection connection = as(database, "tachograph_api");
                Statement statement = connection.createStatement()) {
            for (String writing : List.of(
                    "DELETE FROM tachograph.series",
                    "DELETE FROM tachograph.api_key",
                    "UPDATE tachograph.audit_entry SET who = ''",
                    "DELETE FROM tachograph.audit_entry",
                    "SELECT * FROM tachograph.merge_windows()")) {
                assertThatThrownBy(() -> statement.execute(writing))
                        .as(writing)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    /** Housekeeping is the writer's, who sees nothing of the audit log but its times. */
    @Test
    void auditLog_isKeptForAYear(TestDatabase database) throws SQLException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        AuditEntry old = new AuditEntry(now.minus(Duration.ofDays(367)), "test", "sign-in", "", "here", "done");
        AuditEntry fresh = new AuditEntry(now.minus(Duration.ofDays(363)), "test", "sign-in", "", "here", "done");
        try (ApiKeyStore keys = ApiKeyStore.open(configAs(database, "tachograph_api"))) {
            keys.log(List.of(old, fresh));
            try (PostgresStore writer = PostgresStore.open(configAs(database, "tachograph_writer"));
                    Housekeeping housekeeping = writer.housekeeping()) {
                assertThat(housekeeping.applyRetention().done()).containsEntry("audit_entry", 1L);
            }
            assertThat(keys.logged(Instant.EPOCH, now, 10)).contains(fresh).doesNotContain(old);
        }
    }

    @Test
    void reader_hasATimeLimitAndReadsOnly(TestDatabase database) throws SQLException {
        assertThat(database.query("SELECT unnest(setconfig) FROM pg_db_role_setting"
                        + " WHERE setrole = 'tachograph_reader'::regrole ORDER BY 1"))
                .containsExactly("default_transaction_read_only=on", "statement_timeout=30s");
    }

    @Test
    void writer_writesWindowsAndRunsMaintenance(TestDatabase database) throws SQLException {
        try (PostgresStore store = PostgresStore.open(configAs(database, "tachograph_writer"));
                StoreWriter<RequestWindowRow> windows = store.requestWindowWriter()) {
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

    /** As after a process that was killed between its migration and the grants. */
    @Test
    void migrationThatFindsNothingToDo_grantsAllTheSame(EmbeddedServer server) throws SQLException {
        TestDatabase database = server.emptyDatabase();
        String access = "SELECT has_table_privilege('tachograph_reader', 'tachograph.series', 'SELECT')"
                + ", has_function_privilege('tachograph_reader', 'tachograph.merge_windows(timestamptz, integer)', 'EXECUTE')";
        try (PostgresStore store = PostgresStore.open(database.config())) {
            store.migrate();
            assertThat(database.query(access)).containsExactly("t|f");
            database.execute("REVOKE SELECT ON ALL TABLES IN SCHEMA tachograph FROM tachograph_reader");
            database.execute("GRANT EXECUTE ON FUNCTION tachograph.merge_windows TO PUBLIC");

            store.migrate();
        }
        assertThat(database.query(access)).containsExactly("t|f");
    }

    @Test
    void statementsForTheAdministrator_makeRolesLikeThoseOfTheMigration(TestDatabase database) throws Exception {
        List<String> recipes = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // Given a server without the roles, for this transaction, and a role that may not create them
            connection.setAutoCommit(false);
            statement.execute("ALTER ROLE tachograph_reader RENAME TO reader_of_before");
            statement.execute("ALTER ROLE tachograph_writer RENAME TO writer_of_before");
            statement.execute("CREATE ROLE only_owner");
            statement.execute("SET ROLE only_owner");

            // When
            statement.execute(firstBlockOfTheMigration());
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                assertThat(warning.getMessage()).contains("may not create roles", "tachograph.grant_roles()");
                Matcher recipe =
                        Pattern.compile("administrator run \"([^\"]*)\"").matcher(warning.getMessage());
                assertThat(recipe.find()).as(warning.getMessage()).isTrue();
                recipes.add(recipe.group(1));
            }
            statement.execute("RESET ROLE");
            for (String recipe : recipes) {
                statement.execute(recipe);
            }

            // Then
            assertThat(recipes).hasSize(2);
            for (String role : List.of("reader", "writer")) {
                assertThat(login(statement, "tachograph_" + role)).isEqualTo(login(statement, role + "_of_before"));
            }
            assertThat(login(statement, "tachograph_reader"))
                    .isEqualTo("true {statement_timeout=30s,default_transaction_read_only=on}");
            connection.rollback();
        }
    }

    private static String login(Statement statement, String role) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT rolcanlogin || ' ' || coalesce(s.setconfig::text, '')"
                + " FROM pg_roles r LEFT JOIN pg_db_role_setting s ON s.setrole = r.oid WHERE rolname = '" + role
                + "'")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static String firstBlockOfTheMigration() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(SchemaMigration.class.getResourceAsStream("/db/migration/V005__roles.sql"))) {
            Matcher block = Pattern.compile("DO \\$\\$.*?\n\\$\\$;", Pattern.DOTALL)
                    .matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(block.find()).isTrue();
            return block.group();
        }
    }

    private static Connection as(TestDatabase database, String role) throws SQLException {
        return DriverManager.getConnection(configAs(database, role).jdbcUrl(), role, null);
    }

    /** The URL of the embedded server names a user of its own, which would go first. */
    private static PostgresConfig configAs(TestDatabase database, String role) {
        return new PostgresConfig(database.config().jdbcUrl().replace("user=postgres", "user=" + role), role, null, 1);
    }
}
