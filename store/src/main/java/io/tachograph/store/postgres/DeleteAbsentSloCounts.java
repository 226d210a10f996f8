package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredSlo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;

/** Removes the SLO counts that an earlier row of a window had and the row that replaced it has not. */
final class DeleteAbsentSloCounts {
    private DeleteAbsentSloCounts() {}

    /** Of windows that lie near to each other. */
    static void execute(
            Connection connection,
            Resolution resolution,
            SortedMap<WindowKey, RequestWindowRow> replacing,
            Map<StoredSlo, Long> ids)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DeleteAbsent.sloCounts(resolution.suffix()))) {
            ArrayParameters arrays = new ArrayParameters(delete)
                    .longs(replacing.keySet(), WindowKey::seriesId)
                    .longs(replacing.keySet(), WindowKey::windowStartSeconds);
            KeyedSloCounts.bindKeys(arrays, KeyedSloCounts.of(replacing, ids)).bounds(replacing.keySet());
            delete.executeUpdate();
        }
    }
}
