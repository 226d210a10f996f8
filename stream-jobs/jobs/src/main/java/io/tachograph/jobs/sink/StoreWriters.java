package io.tachograph.jobs.sink;

import io.tachograph.store.RankingRow;
import io.tachograph.store.RankingWriter;
import io.tachograph.store.RequestWindowWriter;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.WindowRows;
import java.util.List;

/** The store's writers as batch writers, each with a connection of its own. */
final class StoreWriters {
    private StoreWriters() {}

    static BatchWriter<WindowSnapshot> windows(PostgresConfig database, int epoch) {
        PostgresStore store = PostgresStore.open(database);
        RequestWindowWriter writer = store.requestWindowWriter();
        return new BatchWriter<>() {
            @Override
            public void write(List<WindowSnapshot> batch) throws Exception {
                writer.write(batch.stream()
                        .map(window -> WindowRows.of(window, epoch))
                        .toList());
            }

            @Override
            public void close() {
                writer.close();
                store.close();
            }
        };
    }

    static BatchWriter<RankingRow> rankings(PostgresConfig database) {
        PostgresStore store = PostgresStore.open(database);
        RankingWriter writer = store.rankingWriter();
        return new BatchWriter<>() {
            @Override
            public void write(List<RankingRow> batch) throws Exception {
                writer.write(batch);
            }

            @Override
            public void close() {
                writer.close();
                store.close();
            }
        };
    }
}
