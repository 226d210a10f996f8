package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes the SLO counts of windows whose row was just written, and removes those that an earlier row had and this one
 * has not: by full keys, made from the list of all SLOs, because a window without its SLO is no prefix of the key.
 */
final class ReplaceSloCounts {
    private static final String DELETE = """
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
            """;

    private static final String UPSERT = """
            INSERT INTO tachograph.slo_count_%s
                (series_id, slo_id, window_start, eligible, met, ttft_met, tpot_met, e2e_met)
            SELECT series_id, slo_id, to_timestamp(start_seconds), eligible, met, ttft_met, tpot_met, e2e_met
            FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[], ?::bigint[])
                AS c (series_id, slo_id, start_seconds, eligible, met, ttft_met, tpot_met, e2e_met)
            ON CONFLICT (series_id, slo_id, window_start) DO UPDATE SET
                (eligible, met, ttft_met, tpot_met, e2e_met)
                = (excluded.eligible, excluded.met, excluded.ttft_met, excluded.tpot_met, excluded.e2e_met)
            """;

    /** Counts with their key. */
    private record Keyed(WindowKey window, long sloId, StoredSloCounts counts) {}

    private ReplaceSloCounts() {}

    static void execute(
            Connection connection,
            Resolution resolution,
            SortedMap<WindowKey, RequestWindowRow> winners,
            Map<StoredSlo, Long> ids)
            throws SQLException {
        List<Keyed> counts = keyed(winners, ids);
        try (PreparedStatement delete = connection.prepareStatement(DELETE.formatted(resolution.suffix()))) {
            ArrayParameters arrays = new ArrayParameters(delete)
                    .longs(winners.keySet(), WindowKey::seriesId)
                    .longs(winners.keySet(), WindowKey::windowStartSeconds);
            bindKeys(arrays, counts);
            delete.executeUpdate();
        }
        if (counts.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT.formatted(resolution.suffix()))) {
            bindKeys(new ArrayParameters(upsert), counts)
                    .longs(counts, keyed -> keyed.counts().eligible())
                    .longs(counts, keyed -> keyed.counts().met())
                    .nullableLongs(counts, keyed -> keyed.counts().ttftMet())
                    .nullableLongs(counts, keyed -> keyed.counts().tpotMet())
                    .nullableLongs(counts, keyed -> keyed.counts().e2eMet());
            upsert.executeUpdate();
        }
    }

    private static ArrayParameters bindKeys(ArrayParameters arrays, List<Keyed> counts) throws SQLException {
        return arrays.longs(counts, keyed -> keyed.window().seriesId())
                .longs(counts, Keyed::sloId)
                .longs(counts, keyed -> keyed.window().windowStartSeconds());
    }

    /** In the order of windows and then of SLOs, so that two writers cannot wait for each other. */
    private static List<Keyed> keyed(SortedMap<WindowKey, RequestWindowRow> winners, Map<StoredSlo, Long> ids)
            throws SQLException {
        List<Keyed> all = new ArrayList<>();
        for (Map.Entry<WindowKey, RequestWindowRow> winner : winners.entrySet()) {
            List<Keyed> ofWindow = new ArrayList<>();
            for (Map.Entry<StoredSlo, StoredSloCounts> slo :
                    winner.getValue().slos().entrySet()) {
                Long id = ids.get(slo.getKey());
                if (id == null) {
                    throw new SQLException("the database has no id for " + slo.getKey());
                }
                ofWindow.add(new Keyed(winner.getKey(), id, slo.getValue()));
            }
            ofWindow.sort(Comparator.comparingLong(Keyed::sloId));
            all.addAll(ofWindow);
        }
        return all;
    }
}
