package io.tachograph.store.postgres;

import io.tachograph.store.RankingRow;
import io.tachograph.store.RankingWriter;
import java.sql.SQLException;
import java.util.List;

/** Writes rankings. */
final class PostgresRankingWriter implements RankingWriter {
    private final WriterConnection connection;

    PostgresRankingWriter(WriterConnection connection) {
        this.connection = connection;
    }

    @Override
    public synchronized void write(List<RankingRow> rankings) throws SQLException {
        if (!rankings.isEmpty()) {
            connection.inTransaction(transaction -> ReplaceRankings.execute(transaction, rankings));
        }
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
