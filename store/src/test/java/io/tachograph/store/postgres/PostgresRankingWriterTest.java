package io.tachograph.store.postgres;

import io.tachograph.store.RankingRow;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

@OnEveryDatabase
class PostgresRankingWriterTest extends RankingWriterContract {
    private final TestDatabase database;
    private final PostgresStore store;

    PostgresRankingWriterTest(DatabaseServer server) throws SQLException {
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
    StoreWriter<RankingRow> openWriter() {
        return store.rankingWriter();
    }
}
