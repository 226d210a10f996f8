package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.tachograph.store.FunctionCall;
import io.tachograph.store.RowOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class ReaderRoleTest {
    private static final String FACTS = "SELECT current_user || ' ' || current_setting('statement_timeout') || ' '"
            + " || current_setting('transaction_read_only')";

    @Test
    void role_isTakenForOneTransaction_andStaysWithNobody(TestDatabase database) throws SQLException {
        PostgresConfig one = new PostgresConfig(database.config().jdbcUrl(), "postgres", null, 1);
        try (HikariDataSource pool = ReaderPool.of(one)) {
            ReadTransactions reading = new ReadTransactions(pool, "postgres", PostgresStore.READER_ROLE);

            assertThat(reading.read(ReaderRoleTest::facts)).isEqualTo("tachograph_reader 30s on");
            assertThatThrownBy(() -> reading.read(transaction -> {
                        try (Statement statement = transaction.createStatement()) {
                            return statement.execute("SELECT 1 / 0");
                        }
                    }))
                    .hasMessageContaining("division by zero");

            // What a pooler would hand to the next one.
            try (Connection same = pool.getConnection()) {
                assertThat(facts(same)).startsWith("postgres 0 ");
            }
            assertThat(reading.read(ReaderRoleTest::facts)).isEqualTo("tachograph_reader 30s on");
        }
    }

    @Test
    void userWhoMayNotTakeTheRole_isToldSo_andReadsAsHimselfWhereThatIsSaid(TestDatabase database) throws SQLException {
        database.execute("CREATE ROLE lone_reader LOGIN");
        database.execute("GRANT USAGE ON SCHEMA tachograph TO lone_reader");
        database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA tachograph TO lone_reader");
        PostgresConfig lone = as(database, "lone_reader");

        try (PostgresStore store = PostgresStore.open(lone)) {
            assertThatThrownBy(store::checkReaderRole)
                    .isInstanceOf(ReaderRoleException.class)
                    .hasMessageContaining("GRANT tachograph_reader TO lone_reader")
                    .hasMessageContaining("postgres.reader-role to none");
            assertThat(store.check().detail()).contains("may not take the role tachograph_reader");
            assertThatThrownBy(() -> store.rows().read(FunctionCall.of("slos", RowOrder.by("slo text")), 1, List.of()))
                    .isInstanceOf(ReaderRoleException.class);
        }
        try (PostgresStore store = PostgresStore.open(lone, "none")) {
            store.checkReaderRole();
            assertThat(store.check().ok()).isTrue();
        }
        try (PostgresStore store = PostgresStore.open(as(database, "tachograph_reader"))) {
            store.checkReaderRole();
        }
    }

    /** Who creates a role on PostgreSQL 16 may hand it on, and not take it. */
    @Test
    void ownerWhoMadeTheRole_mayTakeItAfterMigrating(EmbeddedServer server) throws SQLException {
        TestDatabase database = server.emptyDatabase();
        String name = database.query("SELECT current_database()").get(0);
        database.execute("CREATE ROLE making_owner LOGIN");
        database.execute("ALTER DATABASE " + name + " OWNER TO making_owner");
        server.migratedDatabase();
        database.execute("GRANT tachograph_reader TO making_owner WITH ADMIN TRUE, INHERIT FALSE, SET FALSE");

        try (PostgresStore store = PostgresStore.open(as(database, "making_owner"))) {
            store.migrate();
            store.checkReaderRole();
            assertThat(store.check().ok()).isTrue();
        }
    }

    private static String facts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(FACTS)) {
            row.next();
            return row.getString(1);
        }
    }

    private static PostgresConfig as(TestDatabase database, String role) {
        return new PostgresConfig(database.config().jdbcUrl().replace("user=postgres", "user=" + role), role, null, 1);
    }
}
