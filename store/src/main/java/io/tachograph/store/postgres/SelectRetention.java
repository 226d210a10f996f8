package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Reads how long rows of each resolution are kept; what is not in the answer is kept for ever. */
final class SelectRetention {
    private SelectRetention() {}

    static Map<String, String> execute(Connection connection) throws SQLException {
        Map<String, String> kept = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT to_regclass('tachograph.retention') IS NOT NULL")) {
                if (!row.next() || !row.getBoolean(1)) {
                    return kept;
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT resolution, keep::text FROM tachograph.retention WHERE keep IS NOT NULL")) {
                while (row.next()) {
                    kept.put(row.getString(1), row.getString(2));
                }
            }
        }
        return kept;
    }
}
