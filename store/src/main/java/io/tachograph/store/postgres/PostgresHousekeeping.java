package io.tachograph.store.postgres;

import io.tachograph.store.Housekeeping;
import io.tachograph.store.HousekeepingStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Calls the housekeeping functions of the schema, a bounded part of the work at a time. */
final class PostgresHousekeeping implements Housekeeping {
    /** Of each length. Of 1,000 series with five metrics they take seconds; a thousand at once would take minutes. */
    static final int WINDOWS = 20;

    private static final String MERGE = "SELECT resolution, windows FROM tachograph.merge_windows(at_most => ?)";
    private static final String DELETE = "SELECT table_name, deleted, more FROM tachograph.apply_retention()";

    private final WriterConnection connection;

    PostgresHousekeeping(WriterConnection connection) {
        this.connection = connection;
    }

    @Override
    public synchronized HousekeepingStep mergeWindows() throws SQLException {
        SortedMap<String, Long> merged = new TreeMap<>();
        connection.inTransaction(transaction -> {
            try (PreparedStatement call = transaction.prepareStatement(MERGE)) {
                call.setInt(1, WINDOWS);
                try (ResultSet row = call.executeQuery()) {
                    while (row.next()) {
                        merged.put(row.getString(1), row.getLong(2));
                    }
                }
            }
        });
        // Not until nothing is left: windows that ended just now change with every write.
        return new HousekeepingStep(merged, merged.values().stream().anyMatch(windows -> windows >= WINDOWS));
    }

    @Override
    public synchronized HousekeepingStep applyRetention() throws SQLException {
        SortedMap<String, Long> deleted = new TreeMap<>();
        boolean[] more = {false};
        connection.inTransaction(transaction -> more[0] = delete(transaction, deleted));
        return new HousekeepingStep(deleted, more[0]);
    }

    private static boolean delete(Connection transaction, SortedMap<String, Long> deleted) throws SQLException {
        boolean more = false;
        try (PreparedStatement call = transaction.prepareStatement(DELETE);
                ResultSet row = call.executeQuery()) {
            while (row.next()) {
                deleted.put(row.getString(1), row.getLong(2));
                more |= row.getBoolean(3);
            }
        }
        return more;
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
