package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

@OnEveryDatabase
class PostgresRequestWindowWriterTest extends RequestWindowWriterContract {
    private final TestDatabase database;
    private final PostgresStore store;

    PostgresRequestWindowWriterTest(DatabaseServer server) throws SQLException {
        this.database = server.migratedDatabase();
        this.store = PostgresStore.open(database.config());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    StoreWriter<RequestWindowRow> openWriter() {
        return store.requestWindowWriter();
    }
}
