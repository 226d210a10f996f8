package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredHistogram;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;

/** Reads window rows back, column by column. */
final class StoredWindows {
    /** Records compare arrays by identity; rows are compared by what they say. */
    static final RecursiveComparisonConfiguration BY_CONTENT = new RecursiveComparisonConfiguration();

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

    /** Each with the metric whose buckets are its own where it has none. */
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

    private StoredWindows() {}

    static List<RequestWindowRow> of(TestDatabase database) throws SQLException {
        List<RequestWindowRow> rows = new ArrayList<>();
        for (Resolution resolution : Resolution.values()) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT * FROM tachograph.request_window_"
                                    + resolution.suffix()
                                    + " JOIN tachograph.series ON id = series_id ORDER BY target COLLATE \"C\", window_start")) {
                while (row.next()) {
                    rows.add(rowOf(connection, row, resolution));
                }
            }
        }
        return rows;
    }

    private static RequestWindowRow rowOf(Connection connection, ResultSet row, Resolution resolution)
            throws SQLException {
        Map<String, Long> outcomes = new HashMap<>();
        for (String outcome : OUTCOMES) {
            if (row.getLong(outcome) != 0) {
                outcomes.put(outcome, row.getLong(outcome));
            }
        }
        OffsetDateTime start = row.getObject("window_start", OffsetDateTime.class);
        return new RequestWindowRow(
                new Series(
                        row.getString("target"),
                        row.getString("cluster"),
                        row.getString("framework"),
                        row.getString("model"),
                        row.getString("engine_version"),
                        row.getString("tenant"),
                        row.getString("origin"),
                        row.getString("prompt_band"),
                        row.getBoolean("streamed")),
                resolution,
                start.toInstant(),
                row.getInt("epoch"),
                row.getInt("revision"),
                row.getBoolean("complete"),
                row.getLong("requests"),
                outcomes,
                row.getLong("duplicates"),
                row.getLong("input_tokens"),
                row.getLong("cached_input_tokens"),
                row.getLong("output_tokens"),
                row.getLong("one_piece"),
                row.getLong("kernel_stamped"),
                latencies(row),
                slos(connection, row.getLong("series_id"), start, resolution));
    }

    private static Map<StoredSlo, StoredSloCounts> slos(
            Connection connection, long series, OffsetDateTime start, Resolution resolution) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM tachograph.request_window_"
                + resolution.suffix() + " w, unnest(w.slos) c JOIN tachograph.slo ON id = slo_id"
                + " WHERE series_id = ? AND window_start = ?")) {
            select.setLong(1, series);
            select.setObject(2, start);
            Map<StoredSlo, StoredSloCounts> slos = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    slos.put(
                            new StoredSlo(
                                    row.getString("name"),
                                    row.getObject("ttft_seconds", Double.class),
                                    row.getObject("tpot_seconds", Double.class),
                                    row.getObject("e2e_seconds", Double.class)),
                            new StoredSloCounts(
                                    row.getLong("eligible"),
                                    row.getLong("met"),
                                    row.getObject("ttft_met", Long.class),
                                    row.getObject("tpot_met", Long.class),
                                    row.getObject("e2e_met", Long.class)));
                }
            }
            return slos;
        }
    }

    private static Map<String, StoredHistogram> latencies(ResultSet row) throws SQLException {
        Map<String, StoredHistogram> latencies = new HashMap<>();
        for (Map.Entry<String, String> metric : METRICS.entrySet()) {
            long count = row.getLong(metric.getKey() + "_n");
            if (!row.wasNull()) {
                Array own = row.getArray(metric.getKey() + "_buckets");
                Array buckets = own != null ? own : row.getArray(metric.getValue() + "_buckets");
                latencies.put(
                        metric.getKey(),
                        histogramOf(
                                count,
                                row.getDouble(metric.getKey() + "_sum_seconds"),
                                row.getDouble(metric.getKey() + "_min_seconds"),
                                row.getDouble(metric.getKey() + "_max_seconds"),
                                (Integer[]) buckets.getArray()));
            }
        }
        return latencies;
    }

    private static StoredHistogram histogramOf(long count, double sum, double min, double max, Integer[] entries) {
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        for (int entry : entries) {
            buckets.merge(entry / 524_288 - 1_024, (long) entry % 524_288, Long::sum);
        }
        Long zeros = buckets.remove(-1_024);
        return new StoredHistogram(
                count,
                sum,
                min,
                max,
                zeros == null ? 0 : zeros,
                buckets.keySet().stream().mapToInt(Integer::intValue).toArray(),
                buckets.values().stream().mapToLong(Long::longValue).toArray());
    }
}
