package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.RequestWindowRow;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class SchemaMigrationTest {
    private final DatabaseServer server;

    SchemaMigrationTest(DatabaseServer server) {
        this.server = server;
    }

    @Test
    void secondMigration_keepsEveryRow() throws SQLException {
        // Given
        TestDatabase database = server.emptyDatabase();
        RequestWindowRow row = WindowOf.target("a").latency("ttft", 0.1).row();
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            store.migrate();
            writer.write(List.of(row));

            // When
            store.migrate();
        }

        // Then
        assertThat(StoredWindows.of(database))
                .usingRecursiveFieldByFieldElementComparator(StoredWindows.BY_CONTENT)
                .containsExactly(row);
    }

    @Test
    void databaseWithTablesOfOthers_keepsThemAndGetsOurs() throws SQLException {
        // Given
        TestDatabase database = server.emptyDatabase();
        database.execute("CREATE TABLE public.series (mine text)");
        database.execute("INSERT INTO public.series VALUES ('still here')");

        // When
        try (PostgresStore store = PostgresStore.open(database.config())) {
            store.migrate();

            // Then
            assertThat(store.check().ok()).isTrue();
        }
        assertThat(database.query("SELECT mine FROM public.series")).containsExactly("still here");
        assertThat(database.query("SELECT count(*) FROM tachograph.series")).containsExactly("0");
    }

    @Test
    void schemaOfThisNameThatIsNotOurs_isRefused() throws SQLException {
        TestDatabase database = server.emptyDatabase();
        database.execute("CREATE SCHEMA tachograph");
        database.execute("CREATE TABLE tachograph.lorry (plate text)");

        try (PostgresStore store = PostgresStore.open(database.config())) {
            assertThatThrownBy(store::migrate)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("could not be migrated");
        }
    }

    @Test
    void everyTableAndColumn_hasAComment() throws SQLException {
        assertThat(server.migratedDatabase().query("""
                                SELECT c.relname, a.attname
                                FROM pg_class c
                                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum >= 0 AND NOT a.attisdropped
                                WHERE c.relnamespace = 'tachograph'::regnamespace AND c.relkind IN ('r', 'v', 'p')
                                  AND c.relname <> 'flyway_schema_history'
                                  AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)
                                """)).isEmpty();
    }
}
