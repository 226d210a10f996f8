package io.tachograph.store.postgres;

import io.tachograph.store.ModelSummary;
import io.tachograph.store.RankingRow;
import io.tachograph.store.RequestWindowRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

@OnEveryDatabase
class PostgresModelSummariesTest extends ModelSummariesContract {
    private final PostgresStore store;
    private final StoreWriter<RequestWindowRow> windows;
    private final StoreWriter<RankingRow> rankings;

    PostgresModelSummariesTest(DatabaseServer server) throws SQLException {
        TestDatabase database = server.migratedDatabase();
        // The windows have a fixed date, which is older than what is kept; nothing was deleted yet.
        database.execute("UPDATE tachograph.retention SET keep = NULL");
        database.execute("UPDATE tachograph.retention SET since = NULL");
        this.store = PostgresStore.open(database.config());
        this.windows = store.requestWindowWriter();
        this.rankings = store.rankingWriter();
    }

    @AfterEach
    void close() {
        windows.close();
        rankings.close();
        store.close();
    }

    @Override
    StoreWriter<RequestWindowRow> windows() {
        return windows;
    }

    @Override
    StoreWriter<RankingRow> rankings() {
        return rankings;
    }

    @Override
    List<ModelSummary> summaries(Instant from, Instant to) throws SQLException {
        return store.modelSummaries(from, to);
    }
}
