package io.tachograph.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A table of the names of metrics that histograms were ever stored for: what an earlier row can have had. */
enum MetricNames {
    LATENCY("latency_metric"),
    ENGINE("engine_metric");

    private static final String INSERT = """
            INSERT INTO tachograph.%1$s (metric)
            SELECT metric FROM unnest(?::text[]) AS m (metric)
            EXCEPT
            SELECT metric FROM tachograph.%1$s
            ORDER BY metric
            ON CONFLICT DO NOTHING
            """;

    private final String table;

    MetricNames(String table) {
        this.table = table;
    }

    /** Adds those that are not there, in order, so that two writers cannot wait for each other. */
    void insert(Connection connection, Stream<String> names) throws SQLException {
        List<String> each = names.distinct().toList();
        try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted(table))) {
            new ArrayParameters(insert).texts(each, name -> name);
            insert.executeUpdate();
        }
    }
}
