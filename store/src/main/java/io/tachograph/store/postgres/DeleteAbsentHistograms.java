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

/** Removes the histograms that an earlier row of a window had and the row that replaced it has not. */
final class DeleteAbsentHistograms {
    private DeleteAbsentHistograms() {}

    /** Of windows that lie near to each other. */
    static void execute(Connection connection, Resolution resolution, SortedMap<WindowKey, RequestWindowRow> replacing)
            throws SQLException {
        Collection<WindowKey> windows = replacing.keySet();
        List<Map.Entry<WindowKey, String>> kept = replacing.entrySet().stream()
                .flatMap(row ->
                        row.getValue().latencies().keySet().stream().map(metric -> Map.entry(row.getKey(), metric)))
                .toList();
        try (PreparedStatement delete = connection.prepareStatement(DeleteAbsent.histograms(resolution.suffix()))) {
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
