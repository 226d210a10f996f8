package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Lists the metrics that rows have histograms of, so that {@link DeleteAbsentHistograms} knows what an earlier row can
 * have had. In order, so that two writers cannot wait for each other.
 */
final class InsertLatencyMetrics {
    private static final String SQL = """
            INSERT INTO tachograph.latency_metric (metric)
            SELECT metric FROM unnest(?::text[]) AS m (metric)
            EXCEPT
            SELECT metric FROM tachograph.latency_metric
            ORDER BY metric
            ON CONFLICT DO NOTHING
            """;

    private InsertLatencyMetrics() {}

    static void execute(Connection connection, Collection<RequestWindowRow> rows) throws SQLException {
        SortedSet<String> metrics = new TreeSet<>();
        rows.forEach(row -> metrics.addAll(row.latencies().keySet()));
        try (PreparedStatement insert = connection.prepareStatement(SQL)) {
            new ArrayParameters(insert).texts(metrics, metric -> metric);
            insert.executeUpdate();
        }
    }
}
