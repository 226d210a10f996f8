package io.tachograph.store.postgres;

import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Marks windows as changed since their histograms were merged over targets, in the transaction that changes them: until
 * they are merged again, readers take them from their series. Windows of 10 s are not merged.
 */
final class InsertWindowChanges {
    private static final String SQL = """
            INSERT INTO tachograph.window_change (resolution, window_start)
            SELECT DISTINCT ?, to_timestamp(start_seconds)
            FROM unnest(?::bigint[]) AS w (start_seconds)
            """;

    private InsertWindowChanges() {}

    static void execute(Connection connection, Resolution resolution, Collection<WindowKey> windows)
            throws SQLException {
        if (resolution == Resolution.TEN_SECONDS) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(SQL)) {
            insert.setString(1, resolution.suffix());
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint",
                            windows.stream()
                                    .map(WindowKey::windowStartSeconds)
                                    .distinct()
                                    .toArray()));
            insert.executeUpdate();
        }
    }
}
