package io.tachograph.store.postgres;

import io.tachograph.store.Recomputations;
import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** The table {@code recomputation}, and what a re-computation leaves of older rows. */
final class PostgresRecomputations implements Recomputations {
    private static final String BEGIN =
            "INSERT INTO tachograph.recomputation (job, range_start, range_end, source) VALUES (?, ?, ?, ?) RETURNING epoch";
    private static final String FINISH =
            "UPDATE tachograph.recomputation SET finished_at = now(), windows = ? WHERE epoch = ?";
    private static final String OLDER = """
            FROM tachograph.request_window_%s
            WHERE epoch < ? AND window_start >= ? AND window_start <= ?::timestamptz - make_interval(secs => ?)
            """;
    private static final String DELETE = """
            WITH gone AS (DELETE %2$s RETURNING series_id, window_start),
                 histograms AS (
                     DELETE FROM tachograph.latency_histogram_%1$s h USING gone g, tachograph.latency_metric m
                     WHERE h.series_id = g.series_id AND h.window_start = g.window_start AND h.metric = m.metric),
                 slos AS (
                     DELETE FROM tachograph.slo_count_%1$s c USING gone g, tachograph.slo s
                     WHERE c.series_id = g.series_id AND c.window_start = g.window_start AND c.slo_id = s.id)
            SELECT count(*) FROM gone
            """;

    private final WriterConnection connection;

    PostgresRecomputations(WriterConnection connection) {
        this.connection = connection;
    }

    @Override
    public synchronized int begin(String job, Instant from, Instant to, String source) throws SQLException {
        int[] epoch = {0};
        connection.inTransaction(transaction -> {
            try (PreparedStatement insert = transaction.prepareStatement(BEGIN)) {
                insert.setString(1, job);
                insert.setObject(2, from.atOffset(ZoneOffset.UTC));
                insert.setObject(3, to.atOffset(ZoneOffset.UTC));
                insert.setString(4, source);
                epoch[0] = Math.toIntExact(number(insert));
            }
        });
        return epoch[0];
    }

    @Override
    public synchronized void finish(int epoch, long windows) throws SQLException {
        connection.inTransaction(transaction -> {
            try (PreparedStatement update = transaction.prepareStatement(FINISH)) {
                update.setLong(1, windows);
                update.setInt(2, epoch);
                update.executeUpdate();
            }
        });
    }

    @Override
    public synchronized long countOlder(int epoch, Instant from, Instant to) throws SQLException {
        long[] rows = {0};
        connection.inTransaction(transaction -> rows[0] = each(transaction, "SELECT count(*) %2$s", epoch, from, to));
        return rows[0];
    }

    @Override
    public synchronized long deleteOlder(int epoch, Instant from, Instant to) throws SQLException {
        long[] rows = {0};
        connection.inTransaction(transaction -> rows[0] = each(transaction, DELETE, epoch, from, to));
        return rows[0];
    }

    @Override
    public synchronized void close() {
        connection.close();
    }

    private static long each(Connection connection, String form, int epoch, Instant from, Instant to)
            throws SQLException {
        long rows = 0;
        for (Resolution resolution : Resolution.values()) {
            String sql = form.formatted(resolution.suffix(), OLDER.formatted(resolution.suffix()));
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, epoch);
                statement.setObject(2, from.atOffset(ZoneOffset.UTC));
                statement.setObject(3, to.atOffset(ZoneOffset.UTC));
                statement.setDouble(4, resolution.length().toSeconds());
                rows += number(statement);
            }
        }
        return rows;
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
