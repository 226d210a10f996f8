package io.tachograph.standalone.truth;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads alerts, comparisons and rankings with SQL of its own. */
final class StoredResults {
    private final String jdbcUrl;

    StoredResults(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    static String alert(@Nullable Integer resolvedMinute, @Nullable Double value) {
        return (resolvedMinute == null ? "firing" : "resolved at " + resolvedMinute)
                + (value == null ? "" : String.format(Locale.ROOT, ", %.9f", value));
    }

    /** As {@link AlertTruthTest} expects them; values of burn rates that were looked at in the last minute. */
    Map<String, String> alerts() throws SQLException {
        Map<String, String> alerts = new TreeMap<>();
        for (Map<String, @Nullable Object> row : rows("SELECT *, " + minute("since") + " AS began, "
                + minute("resolved_at") + " AS ended, " + minute("evaluated_at") + " AS seen"
                + " FROM tachograph.alert")) {
            String kind = String.valueOf(row.get("kind"));
            String[] key = String.valueOf(row.get("alert_key")).split("\\|", -1);
            String of = kind.equals("burn_rate")
                    ? key[key.length - 1]
                    : kind.equals("regression") ? key[key.length - 2] + "|" + key[key.length - 1] : "";
            Object ended = row.get("ended");
            boolean isNewest = kind.equals("burn_rate")
                    && Integer.valueOf(AlertScenario.PROBED_MINUTES - 1).equals(row.get("seen"));
            alerts.put(
                    row.get("target") + " " + kind + " " + of + "@" + row.get("began"),
                    alert((Integer) ended, isNewest ? (Double) row.get("value") : null));
        }
        return alerts;
    }

    /** Newest row of each alert, as the topic has it. */
    Map<String, String> newestAlerts() throws SQLException {
        Map<String, String> alerts = new TreeMap<>();
        for (Map<String, @Nullable Object> row : rows("SELECT DISTINCT ON (alert_key) alert_key, upper(state) AS state,"
                + " (extract(epoch FROM since) * 1000)::bigint AS since,"
                + " (extract(epoch FROM resolved_at) * 1000)::bigint AS resolved"
                + " FROM tachograph.alert ORDER BY alert_key, alert.since DESC")) {
            alerts.put(
                    String.valueOf(row.get("alert_key")),
                    row.get("state") + " " + row.get("since") + " " + row.get("resolved"));
        }
        return alerts;
    }

    /** By {@code target metric statistic}. */
    Map<String, Map<String, @Nullable Object>> regressions() throws SQLException {
        Map<String, Map<String, @Nullable Object>> regressions = new TreeMap<>();
        for (Map<String, @Nullable Object> row :
                rows("SELECT *, " + minute("evaluated_at") + " AS seen FROM tachograph.regression")) {
            regressions.put(row.get("target") + " " + row.get("metric") + " " + row.get("statistic"), row);
        }
        return regressions;
    }

    /** The last hour of probes as of a minute, by model. */
    Map<String, Map<String, @Nullable Object>> ranking(String metric, String statistic, int endMinute)
            throws SQLException {
        Map<String, Map<String, @Nullable Object>> ranking = new TreeMap<>();
        for (Map<String, @Nullable Object> row : rows("SELECT * FROM tachograph.ranking WHERE metric = '" + metric
                + "' AND statistic = '" + statistic + "' AND window_seconds = 3600 AND origin = 'probe'"
                + " AND prompt_band = 'short' AND streamed AND " + minute("window_end") + " = " + endMinute)) {
            ranking.put(String.valueOf(row.get("model")), row);
        }
        return ranking;
    }

    /** Minutes since the first probe. */
    private static String minute(String column) {
        return "((extract(epoch FROM " + column + ") - " + AlertScenario.PROBES_FROM / 1_000 + ") / 60)::int";
    }

    private List<Map<String, @Nullable Object>> rows(String sql) throws SQLException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            ResultSetMetaData columns = row.getMetaData();
            while (row.next()) {
                Map<String, @Nullable Object> values = new TreeMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    values.put(columns.getColumnLabel(i), row.getObject(i));
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
