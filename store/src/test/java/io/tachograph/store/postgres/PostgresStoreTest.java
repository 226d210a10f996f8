package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresStoreTest {
    @Test
    void check_followsTheDatabase(TestDatabase database) throws SQLException {
        try (PostgresStore store = PostgresStore.open(database.config())) {
            assertThat(store.check().ok()).isTrue();
            database.goAway();
            assertThat(store.check().ok()).isFalse();
            assertThat(store.check().detail()).startsWith("The database does not answer: ");
            database.comeBack();
            assertThat(store.check().ok()).isTrue();
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
            assertThat(store.check().ok()).isTrue();
        }
    }
}
