package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;

@OnEveryDatabase
class PostgresSqlFunctionsTest extends SqlFunctionsContract {
    private final TestDatabase database;
    private final PostgresStore store;

    PostgresSqlFunctionsTest(DatabaseServer server) throws SQLException {
        this.database = server.migratedDatabase();
        this.store = PostgresStore.open(database.config());
    }

    @AfterAll
    void close() {
        store.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    RequestWindowWriter openWriter() {
        return store.requestWindowWriter();
    }
}
