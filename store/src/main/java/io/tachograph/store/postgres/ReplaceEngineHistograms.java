package io.tachograph.store.postgres;

import io.tachograph.store.EngineHistogramRow;
import io.tachograph.store.EngineWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.WindowStamp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;

/**
 * Puts the histograms of windows whose row is the one that was just written in the place of those that were there. The
 * transaction holds the locks of the rows that it wrote, so nobody replaces one of them in between.
 */
final class ReplaceEngineHistograms {
    private static final String WON = """
            EXISTS (
                SELECT FROM tachograph.engine_window_%1$s w
                WHERE (w.target, w.window_start, w.epoch, w.samples, w.complete, w.revision) = (?, ?, ?, ?, ?, ?))
            """;

    private static final String DELETE = """
            DELETE FROM tachograph.engine_histogram_%1$s
            WHERE target = ? AND window_start = ? AND
            """ + WON;

    private static final String INSERT = """
            INSERT INTO tachograph.engine_histogram_%1$s (target, metric, window_start, part, n, sum, bounds, cnt)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?
            WHERE
            """ + WON;

    private ReplaceEngineHistograms() {}

    static void execute(Connection connection, Resolution resolution, Collection<EngineWindowRow> rows)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE.formatted(resolution.suffix()));
                PreparedStatement insert = connection.prepareStatement(INSERT.formatted(resolution.suffix()))) {
            for (EngineWindowRow row : rows) {
                delete.setString(1, row.target());
                delete.setObject(2, row.stamp().windowStart().atOffset(ZoneOffset.UTC));
                bindWinner(delete, 3, row);
                delete.addBatch();
                for (EngineHistogramRow histogram : row.histograms()) {
                    bind(insert, row, histogram);
                    insert.addBatch();
                }
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, EngineWindowRow row, EngineHistogramRow histogram)
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
        bindWinner(insert, 9, row);
    }

    private static void bindWinner(PreparedStatement statement, int first, EngineWindowRow row) throws SQLException {
        WindowStamp stamp = row.stamp();
        statement.setString(first, row.target());
        statement.setObject(first + 1, stamp.windowStart().atOffset(ZoneOffset.UTC));
        statement.setInt(first + 2, stamp.epoch());
        statement.setLong(first + 3, stamp.samples());
        statement.setBoolean(first + 4, stamp.complete());
        statement.setInt(first + 5, stamp.revision());
    }
}
