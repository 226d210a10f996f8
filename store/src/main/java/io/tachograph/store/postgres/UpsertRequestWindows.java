package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes window rows where they are not older than what is there, and says which ones those were. Epoch 0 is that of the
 * running job: it joins whatever epoch the row has, so that what it learns after a re-computation is not lost, and the
 * row with more requests stays.
 */
final class UpsertRequestWindows {
    private static final String SQL = """
            INSERT INTO tachograph.request_window_%1$s AS t
                (series_id, window_start, epoch, revision, complete, requests, %2$s,
                 duplicates, input_tokens, cached_input_tokens, output_tokens, one_piece, kernel_stamped)
            SELECT series_id, to_timestamp(start_seconds), epoch, revision, complete, requests, %2$s,
                   duplicates, input_tokens, cached_input_tokens, output_tokens, one_piece, kernel_stamped
            FROM unnest(?::bigint[], ?::bigint[], ?::integer[], ?::integer[], ?::boolean[], ?::bigint[], %3$s,
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                AS r (series_id, start_seconds, epoch, revision, complete, requests, %2$s,
                      duplicates, input_tokens, cached_input_tokens, output_tokens, one_piece, kernel_stamped)
            ORDER BY series_id, start_seconds
            ON CONFLICT (series_id, window_start) DO UPDATE SET
                (epoch, revision, complete, requests, %2$s,
                 duplicates, input_tokens, cached_input_tokens, output_tokens, one_piece, kernel_stamped)
                = (greatest(excluded.epoch, t.epoch), excluded.revision, excluded.complete, excluded.requests, %4$s,
                   excluded.duplicates, excluded.input_tokens, excluded.cached_input_tokens, excluded.output_tokens,
                   excluded.one_piece, excluded.kernel_stamped)
            WHERE excluded.epoch > t.epoch
               OR (excluded.epoch IN (0, t.epoch)
                   AND (excluded.requests, excluded.complete, excluded.revision)
                       >= (t.requests, t.complete, t.revision))
            RETURNING series_id, extract(epoch FROM window_start)::bigint, t.xmax <> 0,
                -- What is read here is the row as it was before.
                t.complete AND t.epoch = 0 AND coalesce((
                    SELECT o.epoch = 0 AND o.requests = t.requests
                    FROM tachograph.request_window_%1$s o
                    WHERE o.series_id = t.series_id AND o.window_start = t.window_start), false)
            """;

    /**
     * What a write came to.
     *
     * @param winners the rows that are in the table now; the others met a newer one
     * @param replacing those of the winners that may have left histograms or counts behind: that took the place of a row
     *     (one that was inserted was locked by nobody, so its {@code xmax} is 0), or come of a re-computation, which is
     *     to repair whatever was there
     * @param grown the winners but those that are complete and had as many requests before: every earlier emission of a
     *     window counted some of the requests that it has in the end, so these have the same, and the same histograms
     */
    record Written(
            SortedMap<WindowKey, RequestWindowRow> winners,
            SortedMap<WindowKey, RequestWindowRow> replacing,
            SortedMap<WindowKey, RequestWindowRow> grown) {}

    private UpsertRequestWindows() {}

    static Written execute(Connection connection, Resolution resolution, SortedMap<WindowKey, RequestWindowRow> rows)
            throws SQLException {
        String sql =
                SQL.formatted(resolution.suffix(), Outcomes.names(), Outcomes.parameters(), Outcomes.excludedNames());
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            bind(upsert, rows.keySet(), rows.values());
            SortedMap<WindowKey, RequestWindowRow> winners = new TreeMap<>();
            SortedMap<WindowKey, RequestWindowRow> replacing = new TreeMap<>();
            SortedMap<WindowKey, RequestWindowRow> grown = new TreeMap<>();
            try (ResultSet written = upsert.executeQuery()) {
                while (written.next()) {
                    WindowKey key = new WindowKey(written.getLong(1), written.getLong(2));
                    RequestWindowRow row = rows.get(key);
                    if (row == null) {
                        throw new SQLException("the database answered with a window that was not written: " + key);
                    }
                    winners.put(key, row);
                    if (written.getBoolean(3) || row.epoch() > 0) {
                        replacing.put(key, row);
                    }
                    if (!written.getBoolean(4)) {
                        grown.put(key, row);
                    }
                }
            }
            return new Written(winners, replacing, grown);
        }
    }

    private static void bind(PreparedStatement upsert, Collection<WindowKey> keys, Collection<RequestWindowRow> rows)
            throws SQLException {
        ArrayParameters arrays = new ArrayParameters(upsert)
                .longs(keys, WindowKey::seriesId)
                .longs(keys, WindowKey::windowStartSeconds)
                .ints(rows, RequestWindowRow::epoch)
                .ints(rows, RequestWindowRow::revision)
                .booleans(rows, RequestWindowRow::complete)
                .longs(rows, RequestWindowRow::requests);
        for (String outcome : Outcomes.COLUMNS) {
            arrays.longs(rows, row -> row.outcomes().getOrDefault(outcome, 0L));
        }
        arrays.longs(rows, RequestWindowRow::duplicates)
                .longs(rows, RequestWindowRow::inputTokens)
                .longs(rows, RequestWindowRow::cachedInputTokens)
                .longs(rows, RequestWindowRow::outputTokens)
                .longs(rows, RequestWindowRow::onePiece)
                .longs(rows, RequestWindowRow::kernelStamped);
    }
}
