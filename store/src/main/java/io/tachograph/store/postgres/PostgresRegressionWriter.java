package io.tachograph.store.postgres;

import io.tachograph.store.RegressionRow;
import io.tachograph.store.RegressionWriter;
import java.sql.SQLException;
import java.util.Collection;

/** Writes regressions. */
final class PostgresRegressionWriter implements RegressionWriter {
    private final WriterConnection connection;

    PostgresRegressionWriter(WriterConnection connection) {
        this.connection = connection;
    }

    @Override
    public synchronized void write(Collection<RegressionRow> regressions) throws SQLException {
        if (!regressions.isEmpty()) {
            connection.inTransaction(transaction -> UpsertRegressions.execute(transaction, regressions));
        }
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
