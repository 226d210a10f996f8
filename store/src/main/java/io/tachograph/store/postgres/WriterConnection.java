package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a writer. Opened when first needed, and opened anew after any failure, so that no failed
 * transaction or half-dead socket meets the next write. Not thread-safe.
 */
final class WriterConnection implements AutoCloseable {
    /** Longer than any write takes, shorter than for ever when the server's machine is gone. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

    private final PostgresConfig config;
    private final Duration longestAnswer;
    private @Nullable Connection connection;
    private boolean closed;

    WriterConnection(PostgresConfig config) {
        this(config, LONGEST_WRITE);
    }

    /** @param longestAnswer how long an answer of the server is waited for */
    WriterConnection(PostgresConfig config, Duration longestAnswer) {
        this.config = config;
        this.longestAnswer = longestAnswer;
    }

    /** What is done within one transaction. */
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    /** Does all of {@code work}, or nothing of it. Tries once. */
    void inTransaction(Work work) throws SQLException {
        Connection current = current();
        boolean committed = false;
        try {
            work.run(current);
            current.commit();
            committed = true;
        } finally {
            if (!committed) {
                drop();
            }
        }
    }

    private Connection current() throws SQLException {
        if (closed) {
            throw new SQLException("this writer is closed");
        }
        Connection current = connection;
        if (current == null) {
            current = open();
            connection = current;
        }
        return current;
    }

    private Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("ApplicationName", "tachograph-writer");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", String.valueOf(longestAnswer.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        Connection opened = config.connect(properties);
        try (Statement set = opened.createStatement()) {
            // TimescaleDB else refuses to change rows of more than 100,000 / 1,000 columnar batches at a time, which a
            // replay of one window of many series does. Other servers take the setting, and no notice of it.
            set.execute("SET timescaledb.max_tuples_decompressed_per_dml_transaction = 0");
            opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            opened.setAutoCommit(false);
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    /** The server rolls back what an ended connection had not committed. */
    private void drop() {
        Connection dropped = connection;
        connection = null;
        if (dropped != null) {
            try {
                dropped.close();
            } catch (SQLException ignored) {
                // It is given up either way, and what made it so is on its way to the caller.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }
}
