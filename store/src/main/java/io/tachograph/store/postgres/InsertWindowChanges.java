package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Marks windows as changed since their histograms were merged over targets, in the transaction that changes them: until
 * they are merged again, readers take them from their series. Windows of 10 s are not merged.
 */
final class InsertWindowChanges {
    private static final String SQL = """
            INSERT INTO tachograph.window_change (resolution, window_start)
            SELECT DISTINCT resolution, to_timestamp(start_seconds)
            FROM unnest(?::text[], ?::bigint[]) AS w (resolution, start_seconds)
            """;

    private InsertWindowChanges() {}

    static void execute(Connection connection, Collection<RequestWindowRow> rows) throws SQLException {
        List<RequestWindowRow> merged = rows.stream()
                .filter(row -> row.resolution() != Resolution.TEN_SECONDS)
                .toList();
        if (merged.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(SQL)) {
            new ArrayParameters(insert)
                    .texts(merged, row -> row.resolution().suffix())
                    .longs(merged, row -> row.windowStart().getEpochSecond());
            insert.executeUpdate();
        }
    }
}
