package io.tachograph.store.postgres;

import io.tachograph.store.ScoreRow;
import io.tachograph.store.UsageRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Upserts what sources said was used, and thought of: of one key what was said last stays. */
final class UpsertUsage {
    private static final String NEWER = "excluded.asserted_at >= t.asserted_at";

    private static final Columns<UsageRow> USAGE = new Columns<UsageRow>()
            .add("source", Types.VARCHAR, UsageRow::source)
            .add("scope", Types.VARCHAR, UsageRow::scope)
            .add("name", Types.VARCHAR, UsageRow::name)
            .add("model", Types.VARCHAR, UsageRow::model)
            .add("tenant", Types.VARCHAR, UsageRow::tenant)
            .add("window_start", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.start()))
            .add("window_end", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.end()))
            .add("asserted_at", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.assertedAt()))
            .add("calls", Types.BIGINT, UsageRow::calls)
            .add("failures", Types.BIGINT, UsageRow::failures)
            .add("input_tokens", Types.BIGINT, UsageRow::inputTokens)
            .add("cached_input_tokens", Types.BIGINT, UsageRow::cachedInputTokens)
            .add("output_tokens", Types.BIGINT, UsageRow::outputTokens)
            .add("total_tokens", Types.BIGINT, UsageRow::totalTokens)
            .add("cost_usd", Types.DOUBLE, UsageRow::costUsd)
            .add("latency_p50_seconds", Types.DOUBLE, UsageRow::latencyP50Seconds)
            .add("latency_p95_seconds", Types.DOUBLE, UsageRow::latencyP95Seconds)
            .add("latency_p99_seconds", Types.DOUBLE, UsageRow::latencyP99Seconds)
            .add("ttft_p95_seconds", Types.DOUBLE, UsageRow::ttftP95Seconds)
            .add("agent", Types.VARCHAR, UsageRow::agent);

    private static final String USAGE_SQL = USAGE.upsert(
            "usage", List.of("source", "scope", "name", "model", "tenant", "window_start", "window_end"), NEWER);

    private static final Columns<ScoreRow> SCORES = new Columns<ScoreRow>()
            .add("source", Types.VARCHAR, ScoreRow::source)
            .add("name", Types.VARCHAR, ScoreRow::name)
            .add("type", Types.VARCHAR, ScoreRow::type)
            .add("category", Types.VARCHAR, ScoreRow::category)
            .add("model", Types.VARCHAR, ScoreRow::model)
            .add("tenant", Types.VARCHAR, ScoreRow::tenant)
            .add("window_start", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.start()))
            .add("window_end", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.end()))
            .add("asserted_at", Types.TIMESTAMP_WITH_TIMEZONE, row -> utc(row.assertedAt()))
            .add("scores", Types.BIGINT, ScoreRow::scores)
            .add("mean", Types.DOUBLE, ScoreRow::mean)
            .add("minimum", Types.DOUBLE, ScoreRow::minimum)
            .add("maximum", Types.DOUBLE, ScoreRow::maximum)
            .add("agent", Types.VARCHAR, ScoreRow::agent);

    private static final String SCORES_SQL = SCORES.upsert(
            "score",
            List.of("source", "name", "type", "category", "model", "tenant", "window_start", "window_end"),
            NEWER);

    private UpsertUsage() {}

    static void usage(Connection transaction, Collection<UsageRow> rows) throws SQLException {
        execute(
                transaction,
                USAGE_SQL,
                USAGE,
                rows,
                row -> key(row.source(), row.scope(), row.name(), row.model(), row.tenant(), row.start(), row.end()),
                UsageRow::assertedAt);
    }

    static void scores(Connection transaction, Collection<ScoreRow> rows) throws SQLException {
        execute(
                transaction,
                SCORES_SQL,
                SCORES,
                rows,
                row -> key(
                        row.source(),
                        row.name(),
                        row.type(),
                        row.category(),
                        row.model(),
                        row.tenant(),
                        row.start(),
                        row.end()),
                ScoreRow::assertedAt);
    }

    private static <R> void execute(
            Connection transaction,
            String sql,
            Columns<R> columns,
            Collection<R> rows,
            Function<R, String> key,
            Function<R, Instant> assertedAt)
            throws SQLException {
        // In the order of keys, so that two writers cannot wait for each other.
        SortedMap<String, R> newest = new TreeMap<>();
        for (R row : rows) {
            newest.merge(key.apply(row), row, (a, b) -> assertedAt.apply(b).isBefore(assertedAt.apply(a)) ? a : b);
        }
        try (PreparedStatement upsert = transaction.prepareStatement(sql)) {
            for (R row : newest.values()) {
                columns.bind(upsert, row);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static String key(Object... parts) {
        StringBuilder key = new StringBuilder();
        for (Object part : parts) {
            key.append(part).append('\0');
        }
        return key.toString();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
