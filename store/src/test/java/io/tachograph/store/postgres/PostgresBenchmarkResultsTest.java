package io.tachograph.store.postgres;

import io.tachograph.store.BenchmarkResultReader;
import io.tachograph.store.RankingRow;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

@OnEveryDatabase
class PostgresBenchmarkResultsTest extends BenchmarkResultReaderContract {
    private final TestDatabase database;
    private final PostgresStore store;
    private final StoreWriter<RankingRow> writer;

    PostgresBenchmarkResultsTest(DatabaseServer server) throws SQLException {
        this.database = server.migratedDatabase();
        this.store = PostgresStore.open(database.config());
        this.writer = store.rankingWriter();
    }

    @AfterEach
    void close() {
        writer.close();
        store.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    StoreWriter<RankingRow> writer() {
        return writer;
    }

    @Override
    BenchmarkResultReader reader() {
        return store.benchmarkResults();
    }
}
