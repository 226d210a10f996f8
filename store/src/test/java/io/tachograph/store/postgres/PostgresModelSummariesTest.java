package io.tachograph.store.postgres;

import io.tachograph.store.ModelSummaryReader;
import io.tachograph.store.RankingWriter;
import io.tachograph.store.RequestWindowWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnEmbeddedPostgres.class)
class PostgresModelSummariesTest extends ModelSummaryReaderContract {
    private final PostgresStore store;
    private final RequestWindowWriter windows;
    private final RankingWriter rankings;

    PostgresModelSummariesTest(TestDatabase database) {
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
