package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredHistogram;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes the histograms of windows whose row was just written, over those that were there. In batches, because arrays
 * of arrays cannot be unnested row by row; the driver makes one statement of many rows of them.
 */
final class UpsertLatencyHistograms {
    private static final String SQL = """
            INSERT INTO tachograph.latency_histogram_%s
                (series_id, metric, window_start, n, sum_seconds, min_seconds, max_seconds, zero_count, idx, cnt)
            VALUES (?, ?, to_timestamp(?), ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (series_id, metric, window_start) DO UPDATE SET
                n = excluded.n,
                sum_seconds = excluded.sum_seconds,
                min_seconds = excluded.min_seconds,
                max_seconds = excluded.max_seconds,
                zero_count = excluded.zero_count,
                idx = excluded.idx,
                cnt = excluded.cnt
            """;

    private static final int BATCH = 1_000;

    private UpsertLatencyHistograms() {}

    static void execute(Connection connection, Resolution resolution, SortedMap<WindowKey, RequestWindowRow> winners)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(SQL.formatted(resolution.suffix()))) {
            int batched = 0;
            for (Map.Entry<WindowKey, RequestWindowRow> winner : winners.entrySet()) {
                for (Map.Entry<String, StoredHistogram> latency :
                        winner.getValue().latencies().entrySet()) {
                    bind(upsert, winner.getKey(), latency.getKey(), latency.getValue());
                    upsert.addBatch();
                    if (++batched % BATCH == 0) {
                        upsert.executeBatch();
                    }
                }
            }
            if (batched % BATCH != 0) {
                upsert.executeBatch();
            }
        }
    }

    private static void bind(PreparedStatement upsert, WindowKey window, String metric, StoredHistogram histogram)
            throws SQLException {
        upsert.setLong(1, window.seriesId());
        upsert.setString(2, metric);
        upsert.setDouble(3, window.windowStartSeconds());
        upsert.setLong(4, histogram.count());
        upsert.setDouble(5, histogram.sumSeconds());
        upsert.setDouble(6, histogram.minSeconds());
        upsert.setDouble(7, histogram.maxSeconds());
        upsert.setLong(8, histogram.zeroCount());
        upsert.setObject(9, histogram.indexes());
        upsert.setObject(10, histogram.counts());
    }
}
