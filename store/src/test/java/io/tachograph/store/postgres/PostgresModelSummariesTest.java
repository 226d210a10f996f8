package io.tachograph.store.postgres;

import io.tachograph.store.ModelSummaryReader;
import io.tachograph.store.RankingWriter;
import io.tachograph.store.RequestWindowWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

@OnEveryDatabase
class PostgresModelSummariesTest extends ModelSummaryReaderContract {
    private final PostgresStore store;
    private final RequestWindowWriter windows;
    private final RankingWriter rankings;

    PostgresModelSummariesTest(DatabaseServer server) throws SQLException {
        this.store = PostgresStore.open(server.migratedDatabase().config());
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
    RequestWindowWriter windows() {
        return windows;
    }

    @Override
    RankingWriter rankings() {
        return rankings;
    }

    @Override
    ModelSummaryReader reader() {
        return store.modelSummaries();
    }
}
