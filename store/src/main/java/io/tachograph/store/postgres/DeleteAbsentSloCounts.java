package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredSlo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;

/**
 * Removes the SLO counts that an earlier row of a window had and the row that replaced it has not: by full keys, made
 * from the list of all SLOs, because a window without its SLO is no prefix of the key. Series and range stand there once
 * more as constants, as in {@link DeleteAbsentHistograms}.
 */
final class DeleteAbsentSloCounts {
    private static final String SQL = """
            DELETE FROM tachograph.slo_count_%s c
            USING (
                SELECT w.series_id, s.id AS slo_id, w.start_seconds
                FROM unnest(?::bigint[], ?::bigint[]) AS w (series_id, start_seconds)
                CROSS JOIN tachograph.slo s
                EXCEPT
                SELECT series_id, slo_id, start_seconds
                FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS kept (series_id, slo_id, start_seconds)
            ) absent
            WHERE c.series_id = absent.series_id
              AND c.slo_id = absent.slo_id
              AND c.window_start = to_timestamp(absent.start_seconds)
              AND c.series_id = ANY (?::bigint[])
              AND c.window_start BETWEEN to_timestamp(?) AND to_timestamp(?)
            """;

    private DeleteAbsentSloCounts() {}

    /** Of windows that lie near to each other. */
    static void execute(
            Connection connection,
            Resolution resolution,
            SortedMap<WindowKey, RequestWindowRow> replacing,
            Map<StoredSlo, Long> ids)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(SQL.formatted(resolution.suffix()))) {
            ArrayParameters arrays = new ArrayParameters(delete)
                    .longs(replacing.keySet(), WindowKey::seriesId)
                    .longs(replacing.keySet(), WindowKey::windowStartSeconds);
            KeyedSloCounts.bindKeys(arrays, KeyedSloCounts.of(replacing, ids)).bounds(replacing.keySet());
            delete.executeUpdate();
        }
    }
}
