package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.Parameter;

@OnEveryDatabase
class PostgresSqlFunctionsTest extends SqlFunctionsContract {
    /** A field, because the class has one instance for each database. */
    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    DatabaseServer server;

    private @Nullable TestDatabase database;
    private @Nullable PostgresStore store;

    @AfterAll
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    TestDatabase database() {
        TestDatabase opened = database;
        if (opened == null) {
            try {
                opened = server.migratedDatabase();
            } catch (SQLException e) {
                throw new IllegalStateException("no database for the test", e);
            }
            database = opened;
        }
        return opened;
    }

    @Override
    StoreWriter<RequestWindowRow> openWriter() {
        PostgresStore opened = PostgresStore.open(database().config());
        store = opened;
        return opened.requestWindowWriter();
    }
}
