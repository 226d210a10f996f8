package io.tachograph.store.postgres;

import io.tachograph.store.Series;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Makes rows of series that are new. In the order of their key, so that two writers cannot wait for each other. */
final class InsertSeries {
    private static final String SQL = """
            INSERT INTO tachograph.series (%1$s)
            SELECT %1$s
            FROM %2$s
            ORDER BY %1$s
            ON CONFLICT DO NOTHING
            """.formatted(SeriesArrays.COLUMNS, SeriesArrays.UNNESTED);

    private InsertSeries() {}

    static void execute(Connection connection, List<Series> series) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SQL)) {
            SeriesArrays.bind(insert, series);
            insert.executeUpdate();
        }
    }
}
