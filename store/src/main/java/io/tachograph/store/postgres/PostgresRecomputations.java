package io.tachograph.store.postgres;

import io.tachograph.store.Recomputations;
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

    private static final String HAS_SLO_COUNTS =
            "SELECT count(*) FROM (SELECT FROM tachograph.slo_count_1m WHERE window_start >= ? AND window_start < ? LIMIT 1) AS one";

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
    public synchronized boolean hasSloCounts(Instant from, Instant to) throws SQLException {
        boolean[] has = {false};
        connection.inTransaction(transaction -> {
            try (PreparedStatement select = transaction.prepareStatement(HAS_SLO_COUNTS)) {
                select.setObject(1, from.atOffset(ZoneOffset.UTC));
                select.setObject(2, to.atOffset(ZoneOffset.UTC));
                has[0] = number(select) > 0;
            }
        });
        return has[0];
    }

    @Override
    public synchronized long countOlder(int epoch, Instant from, Instant to) throws SQLException {
        return new OlderWindows(connection, epoch, from, to).count();
    }

    @Override
    public synchronized long deleteOlder(int epoch, Instant from, Instant to) throws SQLException {
        return new OlderWindows(connection, epoch, from, to).delete();
    }

    @Override
    public synchronized void close() {
        connection.close();
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
