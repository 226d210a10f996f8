package io.tachograph.store.postgres;

import io.tachograph.store.Series;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the ids of series. */
final class SelectSeriesIds {
    private static final String SQL = """
            SELECT id, %1$s
            FROM %2$s
            JOIN tachograph.series USING (%1$s)
            """.formatted(SeriesArrays.COLUMNS, SeriesArrays.UNNESTED);

    private SelectSeriesIds() {}

    /** Ids of those that exist. */
    static Map<Series, Long> execute(Connection connection, List<Series> wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SQL)) {
            SeriesArrays.bind(select, wanted);
            Map<Series, Long> ids = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.put(seriesOf(row), row.getLong("id"));
                }
            }
            return ids;
        }
    }

    private static Series seriesOf(ResultSet row) throws SQLException {
        return new Series(
                row.getString("target"),
                row.getString("cluster"),
                row.getString("framework"),
                row.getString("model"),
                row.getString("engine_version"),
                row.getString("tenant"),
                row.getString("origin"),
                row.getString("prompt_band"),
                row.getBoolean("streamed"));
    }
}
