package io.tachograph.store.postgres;

import io.tachograph.store.RankingWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresRankingWriterTest extends RankingWriterContract {
    private final TestDatabase database;
    private final PostgresStore store;

    PostgresRankingWriterTest(TestDatabase database) {
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
    RankingWriter openWriter() {
        return store.rankingWriter();
    }
}
