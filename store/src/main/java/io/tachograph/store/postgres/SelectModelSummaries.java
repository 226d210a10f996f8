package io.tachograph.store.postgres;

import io.tachograph.store.ModelSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Sums the 10 s windows of a range up by model, and merges their TTFT histograms. */
final class SelectModelSummaries {
    private static final String SQL = """
            WITH traffic AS (
                SELECT s.model,
                       sum(w.requests)::bigint AS requests,
                       sum(w.requests - w.ok - w.cancelled)::bigint AS failed,
                       sum(w.output_tokens)
                           / extract(epoch FROM max(w.window_start) + interval '10 s' - min(w.window_start))
                           AS output_tokens_per_second
                FROM tachograph.request_window_10s w
                JOIN tachograph.series s ON s.id = w.series_id
                WHERE w.window_start >= ? AND w.window_start < ?
                GROUP BY s.model
            ), ttft AS (
                SELECT s.model, h.n, h.zero_count, h.min_seconds, h.max_seconds, h.idx, h.cnt
                FROM tachograph.latency_histogram_10s h
                JOIN tachograph.series s ON s.id = h.series_id
                WHERE h.metric = 'ttft' AND h.window_start >= ? AND h.window_start < ?
            ), ends AS (
                SELECT model,
                       sum(zero_count)::bigint AS zero_count,
                       min(min_seconds) FILTER (WHERE n > 0) AS min_seconds,
                       max(max_seconds) FILTER (WHERE n > 0) AS max_seconds
                FROM ttft
                GROUP BY model
            ), bucket AS (
                SELECT t.model, b.i, sum(b.c)::bigint AS c
                FROM ttft t
                CROSS JOIN LATERAL unnest(t.idx, t.cnt) AS b (i, c)
                GROUP BY t.model, b.i
            ), buckets AS (
                SELECT model, array_agg(i ORDER BY i) AS idx, array_agg(c ORDER BY i) AS cnt
                FROM bucket
                GROUP BY model
            ), merged AS (
                SELECT e.model, e.zero_count, e.min_seconds, e.max_seconds,
                       coalesce(b.idx, '{}') AS idx, coalesce(b.cnt, '{}') AS cnt
                FROM ends e
                LEFT JOIN buckets b USING (model)
            )
            SELECT t.model, t.requests, t.failed, t.output_tokens_per_second, r.rank,
                   tachograph.histogram_quantile(0.5, m.zero_count, m.min_seconds, m.max_seconds, m.idx, m.cnt) AS p50,
                   tachograph.histogram_quantile(0.95, m.zero_count, m.min_seconds, m.max_seconds, m.idx, m.cnt) AS p95
            FROM traffic t
            LEFT JOIN merged m USING (model)
            LEFT JOIN tachograph.newest_ranking('ttft') r USING (model)
            ORDER BY t.model COLLATE "C"
            """;

    private SelectModelSummaries() {}

    static List<ModelSummary> execute(DataSource database, Instant from, Instant to) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SQL)) {
            for (int parameter = 1; parameter <= 4; parameter += 2) {
                select.setObject(parameter, from.atOffset(ZoneOffset.UTC));
                select.setObject(parameter + 1, to.atOffset(ZoneOffset.UTC));
            }
            try (ResultSet row = select.executeQuery()) {
                List<ModelSummary> summaries = new ArrayList<>();
                while (row.next()) {
                    summaries.add(summaryOf(row));
                }
                return summaries;
            }
        }
    }

    private static ModelSummary summaryOf(ResultSet row) throws SQLException {
        return new ModelSummary(
                row.getString("model"),
                row.getLong("requests"),
                row.getLong("failed"),
                row.getObject("p50", Double.class),
                row.getObject("p95", Double.class),
                row.getDouble("output_tokens_per_second"),
                row.getObject("rank", Integer.class));
    }
}
