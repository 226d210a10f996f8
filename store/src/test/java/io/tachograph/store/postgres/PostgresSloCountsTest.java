package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresSloCountsTest extends SloCountsContract {
    private final TestDatabase database;
    private final PostgresStore store;

    PostgresSloCountsTest(TestDatabase database) {
        this.database = database;
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
    RequestWindowWriter openWriter() {
        return store.requestWindowWriter();
    }
}
