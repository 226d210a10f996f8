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

/** Asks the SQL functions for what each model did in a range. */
final class SelectModelSummaries {
    private static final String SQL = """
            WITH traffic AS (
                SELECT name AS model, sum(requests)::bigint AS requests, sum(failed)::bigint AS failed,
                       sum(output_tokens) / extract(epoch FROM max(time + make_interval(secs => seconds)) - min(time))
                           AS output_tokens_per_second
                FROM tachograph.throughput(?, ?, '10 s', group_by => '{model}')
                GROUP BY 1
            ), latency AS (
                SELECT name AS model, max(value) FILTER (WHERE quantile = 0.5) AS p50,
                       max(value) FILTER (WHERE quantile = 0.95) AS p95
                FROM tachograph.quantiles('ttft', '{0.5,0.95}', ?, ?, group_by => '{model}')
                GROUP BY 1
            )
            SELECT t.model, t.requests, t.failed, t.output_tokens_per_second, r.rank, l.p50, l.p95
            FROM traffic t
            LEFT JOIN latency l USING (model)
            LEFT JOIN tachograph.newest_ranking('ttft') r USING (model)
            ORDER BY t.model COLLATE "C"
            """;

    private SelectModelSummaries() {}

    static List<ModelSummary> execute(ReadTransactions reading, Instant from, Instant to) throws SQLException {
        return reading.read(transaction -> select(transaction, from, to));
    }

    private static List<ModelSummary> select(Connection transaction, Instant from, Instant to) throws SQLException {
        try (PreparedStatement select = transaction.prepareStatement(SQL)) {
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
