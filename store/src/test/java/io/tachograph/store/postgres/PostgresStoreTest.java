package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresStoreTest {
    @Test
    void check_followsTheDatabase(TestDatabase database) throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config())) {
            await().atMost(Duration.ofMinutes(1)).until(() -> store.check().ok());
            database.goAway();
            assertThat(store.check().ok()).isFalse();
            assertThat(store.check().detail()).startsWith("The database does not answer: ");
            database.comeBack();
            // A busy machine may need longer for a connection than one check waits.
            await().atMost(Duration.ofMinutes(1)).until(() -> store.check().ok());
        }
    }

    @Test
    void check_ofADatabaseThatWasNotMigrated_saysSo(EmbeddedServer server) throws SQLException {
        try (PostgresStore store = PostgresStore.open(server.emptyDatabase().config())) {
            assertThat(store.check().detail()).contains("not migrated");
        }
    }

    @Test
    void open_needsNoDatabase(TestDatabase database) throws SQLException {
        database.goAway();
        try (PostgresStore store = PostgresStore.open(database.config())) {
            assertThatThrownBy(store::migrate).isInstanceOf(SQLException.class);
            database.comeBack();
            store.migrate();
            await().atMost(Duration.ofMinutes(1)).until(() -> store.check().ok());
        }
    }
}
