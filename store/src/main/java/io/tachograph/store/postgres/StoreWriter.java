package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Puts rows of one kind at rest, over a connection of its own. Thread-safe: calls from several threads take turns.
 *
 * @param <R> the rows
 */
public final class StoreWriter<R> implements AutoCloseable {
    /** How rows of one kind are written, within a transaction. */
    interface Statements<R> {
        void execute(Connection transaction, Collection<R> rows) throws SQLException;

        /** Called when the transaction has ended: whether what was written in it is there. */
        default void ended(boolean committed) {}
    }

    private final WriterConnection connection;
    private final Statements<R> statements;

    StoreWriter(WriterConnection connection, Statements<R> statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /**
     * Writes all rows in one transaction: afterwards all of them are there, or none. Writing a row again, or one that
     * knows less, changes nothing. Of several rows for one key the newest counts.
     *
     * @throws IllegalArgumentException when a row has something that there is no column for
     * @throws SQLException when the database refuses or is away; the caller decides what to do with the rows
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
