package io.tachograph.store.postgres;

import io.tachograph.store.Housekeeping;
import io.tachograph.store.HousekeepingStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the housekeeping functions of the schema, a bounded part of the work at a time. What the functions tell beside
 * (that they waited for another process, that a policy of TimescaleDB fails) is logged and part of the step.
 */
final class PostgresHousekeeping implements Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresHousekeeping.class);

    /** Of each length. Of 1,000 series with five metrics they take seconds; a thousand at once would take minutes. */
    static final int WINDOWS = 20;

    private static final String MERGE = "SELECT resolution, windows FROM tachograph.merge_windows(at_most => ?)";
    /** What the server reports by a notice and not by a warning. */
    private static final String SUCCESS_CLASS = "00000";

    private static final String DELETE = "SELECT table_name, deleted, more FROM tachograph.apply_retention()";

    private final WriterConnection connection;

    PostgresHousekeeping(WriterConnection connection) {
        this.connection = connection;
    }

    @Override
    public synchronized HousekeepingStep mergeWindows() throws SQLException {
        SortedMap<String, Long> merged = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        connection.inTransaction(transaction -> {
            try (PreparedStatement call = transaction.prepareStatement(MERGE)) {
                call.setInt(1, WINDOWS);
                try (ResultSet row = call.executeQuery()) {
                    while (row.next()) {
                        merged.put(row.getString(1), row.getLong(2));
                    }
                }
                told(call, notes);
            }
        });
        // Not until nothing is left: windows that ended just now change with every write.
        return new HousekeepingStep(merged, merged.values().stream().anyMatch(windows -> windows >= WINDOWS), notes);
    }

    @Override
    public synchronized HousekeepingStep applyRetention() throws SQLException {
        SortedMap<String, Long> deleted = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        boolean[] more = {false};
        connection.inTransaction(transaction -> more[0] = delete(transaction, deleted, notes));
        return new HousekeepingStep(deleted, more[0], notes);
    }

    private static boolean delete(Connection transaction, SortedMap<String, Long> deleted, List<String> notes)
            throws SQLException {
        boolean more = false;
        try (PreparedStatement call = transaction.prepareStatement(DELETE);
                ResultSet row = call.executeQuery()) {
            while (row.next()) {
                deleted.put(row.getString(1), row.getLong(2));
                more |= row.getBoolean(3);
            }
            told(call, notes);
        }
        return more;
    }

    private static void told(Statement call, List<String> notes) throws SQLException {
        for (SQLWarning told = call.getWarnings(); told != null; told = told.getNextWarning()) {
            String text = String.valueOf(told.getMessage());
            notes.add(text);
            if (SUCCESS_CLASS.equals(told.getSQLState())) {
                LOG.info("housekeeping: {}", text);
            } else {
                LOG.warn("housekeeping: {}", text);
            }
        }
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
