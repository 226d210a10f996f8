package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Removes the histograms that an earlier row of a window had and the row that replaced it has not. By full keys, made
 * from the list of all metrics: the key's column order serves ranges of one metric, and looking up a window without the
 * metric would read all windows of its series. Series and range stand there once more as constants, for TimescaleDB: by
 * what joins rows it excludes no columnar chunk, and opens all of each.
 */
final class DeleteAbsentHistograms {
    private static final String SQL = """
            DELETE FROM tachograph.latency_histogram_%s h
            USING (
                SELECT w.series_id, m.metric, w.start_seconds
                FROM unnest(?::bigint[], ?::bigint[]) AS w (series_id, start_seconds)
                CROSS JOIN tachograph.latency_metric m
                EXCEPT
                SELECT series_id, metric, start_seconds
                FROM unnest(?::bigint[], ?::text[], ?::bigint[]) AS kept (series_id, metric, start_seconds)
            ) absent
            WHERE h.series_id = absent.series_id
              AND h.metric = absent.metric
              AND h.window_start = to_timestamp(absent.start_seconds)
              AND h.series_id = ANY (?::bigint[])
              AND h.window_start BETWEEN to_timestamp(?) AND to_timestamp(?)
            """;

    private DeleteAbsentHistograms() {}

    /** Of windows that lie near to each other. */
    static void execute(Connection connection, Resolution resolution, SortedMap<WindowKey, RequestWindowRow> replacing)
            throws SQLException {
        Collection<WindowKey> windows = replacing.keySet();
        List<Map.Entry<WindowKey, String>> kept = replacing.entrySet().stream()
                .flatMap(row ->
                        row.getValue().latencies().keySet().stream().map(metric -> Map.entry(row.getKey(), metric)))
                .toList();
        try (PreparedStatement delete = connection.prepareStatement(SQL.formatted(resolution.suffix()))) {
            new ArrayParameters(delete)
                    .longs(windows, WindowKey::seriesId)
                    .longs(windows, WindowKey::windowStartSeconds)
                    .longs(kept, key -> key.getKey().seriesId())
                    .texts(kept, Map.Entry::getValue)
                    .longs(kept, key -> key.getKey().windowStartSeconds())
                    .bounds(windows);
            delete.executeUpdate();
        }
    }
}
