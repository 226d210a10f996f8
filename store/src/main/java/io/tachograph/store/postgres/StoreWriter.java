package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Writes rows of one kind over a connection of its own. Thread-safe: calls from several threads take turns.
 *
 * @param <R> the rows
 */
public final class StoreWriter<R> implements AutoCloseable {
    /** Writes rows of one kind within a transaction. */
    interface Statements<R> {
        void execute(Connection transaction, Collection<R> rows) throws SQLException;

        /** Called when the transaction has ended. */
        default void ended(boolean committed) {}
    }

    private final WriterConnection connection;
    private final Statements<R> statements;

    StoreWriter(WriterConnection connection, Statements<R> statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /**
     * Writes all rows in one transaction, all or none. Writing a row again, or an older version of it, changes nothing. Of
     * several rows for one key the newest counts.
     *
     * @throws IllegalArgumentException when a row has something that there is no column for
     * @throws SQLException when the database refuses or cannot be reached; the caller decides what to do with the rows
     */
    public synchronized void write(Collection<R> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        boolean committed = false;
        try {
            connection.inTransaction(transaction -> statements.execute(transaction, rows));
            committed = true;
        } finally {
            statements.ended(committed);
        }
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
