package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresSqlFunctionsTest extends SqlFunctionsContract {
    private final TestDatabase database;
    private final PostgresStore store;

    PostgresSqlFunctionsTest(TestDatabase database) {
        this.database = database;
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
