package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredHistogram;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
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
                latencies(connection, row.getLong("series_id"), start, resolution),
                slos(connection, row.getLong("series_id"), start, resolution));
    }

    private static Map<StoredSlo, StoredSloCounts> slos(
            Connection connection, long series, OffsetDateTime start, Resolution resolution) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT * FROM tachograph.slo_count_" + resolution.suffix()
                        + " JOIN tachograph.slo ON id = slo_id WHERE series_id = ? AND window_start = ?")) {
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

    private static Map<String, StoredHistogram> latencies(
            Connection connection, long series, OffsetDateTime start, Resolution resolution) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM tachograph.latency_histogram_"
                + resolution.suffix() + " WHERE series_id = ? AND window_start = ?")) {
            select.setLong(1, series);
            select.setObject(2, start);
            Map<String, StoredHistogram> latencies = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    latencies.put(row.getString("metric"), histogramOf(row));
                }
            }
            return latencies;
        }
    }

    private static StoredHistogram histogramOf(ResultSet row) throws SQLException {
        Integer[] idx = (Integer[]) row.getArray("idx").getArray();
        Long[] cnt = (Long[]) row.getArray("cnt").getArray();
        int[] indexes = new int[idx.length];
        long[] counts = new long[cnt.length];
        for (int i = 0; i < idx.length; i++) {
            indexes[i] = idx[i];
            counts[i] = cnt[i];
        }
        return new StoredHistogram(
                row.getLong("n"),
                row.getDouble("sum_seconds"),
                row.getDouble("min_seconds"),
                row.getDouble("max_seconds"),
                row.getLong("zero_count"),
                indexes,
                counts);
    }
}
