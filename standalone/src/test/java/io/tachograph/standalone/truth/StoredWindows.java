package io.tachograph.standalone.truth;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the tables as any client would: over JDBC, with SQL of its own. */
public final class StoredWindows {
    static final double[] QUANTILES = {0.01, 0.5, 0.9, 0.95, 0.99, 1};

    private static final List<String> OUTCOMES = List.of(
            "ok",
            "http_error",
            "rate_limited",
            "timeout",
            "connect_error",
            "stream_error",
            "protocol_error",
            "cancelled",
            "unknown");

    private static final String KEY = """
            s.target || '|' || s.cluster || '|' || s.framework || '|' || s.model || '|' || s.engine_version || '|'
              || s.tenant || '|' || s.origin || '|' || s.prompt_band || '|' || s.streamed || '|'
              || extract(epoch FROM window_start)::bigint""";

    /** Each metric with the one whose buckets are its own where it has none. */
    private static final Map<String, String> METRICS = Map.of(
            "ttft", "ttft",
            "ttft_scheduled", "ttft",
            "ttft_first_chunk", "ttft",
            "ttfo", "ttft",
            "tpot", "tpot",
            "icl", "icl",
            "e2e", "e2e",
            "e2e_scheduled", "e2e",
            "lag", "lag");

    private static final String DECODED = """
            SELECT '%1$s' AS metric, series_id, window_start, %1$s_n AS n, %1$s_sum_seconds AS sum_seconds,
                   %1$s_min_seconds AS min_seconds, %1$s_max_seconds AS max_seconds, zero_count, idx, cnt
            FROM tachograph.request_window_%3$s
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(e %% 524288) FILTER (WHERE e < 524288), 0) AS zero_count,
                       coalesce(array_agg(e / 524288 - 1024 ORDER BY e) FILTER (WHERE e >= 524288), '{}') AS idx,
                       coalesce(array_agg((e %% 524288)::bigint ORDER BY e) FILTER (WHERE e >= 524288), '{}') AS cnt
                FROM unnest(coalesce(%1$s_buckets, %2$s_buckets)) AS e
            ) b
            WHERE %1$s_n IS NOT NULL
            """;

    private final String jdbcUrl;

    public StoredWindows(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    public record Window(
            boolean complete,
            long requests,
            long duplicates,
            long inputTokens,
            long cachedInputTokens,
            long outputTokens,
            long kernelStamped,
            Map<String, Long> outcomes) {}

    public record Histogram(long n, double sum, double min, double max, List<Double> quantiles) {}

    public Map<String, Window> windows(String suffix) throws SQLException {
        Map<String, Window> windows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + KEY + " AS key, w.* FROM tachograph.request_window_"
                        + suffix + " w JOIN tachograph.series s ON s.id = w.series_id")) {
            while (row.next()) {
                Map<String, Long> outcomes = new TreeMap<>();
                for (String outcome : OUTCOMES) {
                    if (row.getLong(outcome) > 0) {
                        outcomes.put(outcome, row.getLong(outcome));
                    }
                }
                windows.put(
                        row.getString("key"),
                        new Window(
                                row.getBoolean("complete"),
                                row.getLong("requests"),
                                row.getLong("duplicates"),
                                row.getLong("input_tokens"),
                                row.getLong("cached_input_tokens"),
                                row.getLong("output_tokens"),
                                row.getLong("kernel_stamped"),
                                outcomes));
            }
        }
        return windows;
    }

    /** Histograms by window key and metric, {@code key/metric}. */
    public Map<String, Histogram> histograms(String suffix) throws SQLException {
        List<String> quantiles = new ArrayList<>();
        for (double q : QUANTILES) {
            quantiles.add("tachograph.histogram_quantile(" + q + ", zero_count, min_seconds, max_seconds, idx, cnt)");
        }
        Map<String, Histogram> histograms = new TreeMap<>();
        String decoded = METRICS.entrySet().stream()
                .map(metric -> DECODED.formatted(metric.getKey(), metric.getValue(), suffix))
                .collect(Collectors.joining(" UNION ALL "));
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + KEY + " || '/' || metric, n, sum_seconds,"
                        + " min_seconds, max_seconds, " + String.join(", ", quantiles) + " FROM (" + decoded
                        + ") w JOIN tachograph.series s ON s.id = w.series_id")) {
            while (row.next()) {
                List<Double> values = new ArrayList<>();
                for (int i = 0; i < QUANTILES.length; i++) {
                    values.add(row.getDouble(6 + i));
                }
                histograms.put(
                        row.getString(1),
                        new Histogram(row.getLong(2), row.getDouble(3), row.getDouble(4), row.getDouble(5), values));
            }
        }
        return histograms;
    }

    /** SLO counts by window key and definition, {@code key/name ttft tpot e2e}; what has no threshold counts 0. */
    public Map<String, List<Long>> slos(String suffix) throws SQLException {
        Map<String, List<Long>> slos = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + KEY + " || '/' || concat_ws(' ', o.name,"
                        + " coalesce(ttft_seconds::text, 'null'), coalesce(tpot_seconds::text, 'null'),"
                        + " coalesce(e2e_seconds::text, 'null')), eligible, met, ttft_met, tpot_met, e2e_met"
                        + " FROM tachograph.request_window_" + suffix + " w CROSS JOIN unnest(w.slos) c"
                        + " JOIN tachograph.slo o ON o.id = c.slo_id JOIN tachograph.series s ON s.id = w.series_id")) {
            while (row.next()) {
                slos.put(
                        row.getString(1),
                        List.of(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)));
            }
        }
        return slos;
    }

    /** One number. */
    public @Nullable Long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long value = row.getLong(1);
            return row.wasNull() ? null : value;
        }
    }

    /** The different texts of one column. */
    Set<String> texts(String sql) throws SQLException {
        Set<String> texts = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    /** The newest ranking of the last hour of probes with short prompts and streams: model and rank, best first. */
    List<String> ranking(String metric) throws SQLException {
        List<String> ranked = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT rank, model FROM tachograph.ranking r WHERE metric = '"
                        + metric
                        + "' AND statistic <> 'p95' AND window_seconds = 3600 AND origin = 'probe' AND prompt_band = 'short' AND streamed AND window_end ="
                        + " (SELECT max(window_end) FROM tachograph.ranking WHERE metric = r.metric AND"
                        + " window_seconds = 3600 AND origin ="
                        + " r.origin AND prompt_band = r.prompt_band AND streamed) ORDER BY rank, model")) {
            while (row.next()) {
                ranked.add(row.getInt(1) + " " + row.getString(2));
            }
        }
        return ranked;
    }
}
