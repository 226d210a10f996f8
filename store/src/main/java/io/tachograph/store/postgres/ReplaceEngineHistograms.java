package io.tachograph.store.postgres;

import io.tachograph.store.EngineHistogramRow;
import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;

/**
 * Puts the histograms of windows whose row was just written in the place of those that were there. Deletes by every
 * metric that there is, because before PostgreSQL 18 a key without its metric is looked up among all of its target's.
 */
final class ReplaceEngineHistograms {
    static final String DELETE = """
            DELETE FROM tachograph.engine_histogram_%1$s WHERE target = ? AND window_start = ? AND metric = ANY (?)
            """;

    private static final String INSERT = """
            INSERT INTO tachograph.engine_histogram_%1$s (target, metric, window_start, part, n, sum, bounds, cnt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private ReplaceEngineHistograms() {}

    static void execute(Connection connection, Resolution resolution, Collection<EngineWindowRow> rows)
            throws SQLException {
        Collection<EngineWindowRow> winners = SelectEngineWinners.execute(connection, resolution, rows);
        if (winners.isEmpty()) {
            return;
        }
        String[] metrics = EngineMetrics.with(connection, winners);
        try (PreparedStatement delete = connection.prepareStatement(DELETE.formatted(resolution.suffix()));
                PreparedStatement insert = connection.prepareStatement(INSERT.formatted(resolution.suffix()))) {
            for (EngineWindowRow row : winners) {
                bindDelete(delete, row, metrics);
                delete.addBatch();
                for (EngineHistogramRow histogram : row.histograms()) {
                    bindInsert(insert, row, histogram);
                    insert.addBatch();
                }
            }
            CustomPlans.during(connection, transaction -> delete.executeBatch());
            insert.executeBatch();
        }
    }

    static void bindDelete(PreparedStatement delete, EngineWindowRow row, String[] metrics) throws SQLException {
        delete.setString(1, row.target());
        delete.setObject(2, row.stamp().windowStart().atOffset(ZoneOffset.UTC));
        delete.setObject(3, metrics);
    }

    private static void bindInsert(PreparedStatement insert, EngineWindowRow row, EngineHistogramRow histogram)
            throws SQLException {
        long n = 0;
        for (long count : histogram.counts()) {
            n += count;
        }
        insert.setString(1, row.target());
        insert.setString(2, histogram.metric());
        insert.setObject(3, row.stamp().windowStart().atOffset(ZoneOffset.UTC));
        insert.setInt(4, histogram.part());
        insert.setLong(5, n);
        insert.setDouble(6, histogram.sum());
        insert.setObject(7, histogram.bounds());
        insert.setObject(8, histogram.counts());
    }
}
