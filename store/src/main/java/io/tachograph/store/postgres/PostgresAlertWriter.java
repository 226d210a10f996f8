package io.tachograph.store.postgres;

import io.tachograph.store.AlertRow;
import io.tachograph.store.AlertWriter;
import java.sql.SQLException;
import java.util.Collection;

/** Writes alerts. */
final class PostgresAlertWriter implements AlertWriter {
    private final WriterConnection connection;

    PostgresAlertWriter(WriterConnection connection) {
        this.connection = connection;
    }

    @Override
    public synchronized void write(Collection<AlertRow> alerts) throws SQLException {
        if (!alerts.isEmpty()) {
            connection.inTransaction(transaction -> UpsertAlerts.execute(transaction, alerts));
        }
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
