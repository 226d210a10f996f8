package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredSlo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes the SLO counts of windows whose row was just written, over those that were there. */
final class UpsertSloCounts {
    private static final String SQL = """
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

    private UpsertSloCounts() {}

    static void execute(
            Connection connection,
            Resolution resolution,
            SortedMap<WindowKey, RequestWindowRow> winners,
            Map<StoredSlo, Long> ids)
            throws SQLException {
        List<KeyedSloCounts> counts = KeyedSloCounts.of(winners, ids);
        if (counts.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(SQL.formatted(resolution.suffix()))) {
            KeyedSloCounts.bindKeys(new ArrayParameters(upsert), counts)
                    .longs(counts, keyed -> keyed.counts().eligible())
                    .longs(counts, keyed -> keyed.counts().met())
                    .nullableLongs(counts, keyed -> keyed.counts().ttftMet())
                    .nullableLongs(counts, keyed -> keyed.counts().tpotMet())
                    .nullableLongs(counts, keyed -> keyed.counts().e2eMet());
            upsert.executeUpdate();
        }
    }
}
