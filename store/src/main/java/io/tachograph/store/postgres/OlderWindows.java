package io.tachograph.store.postgres;

import io.tachograph.store.Resolution;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Windows that lie whole in a range and are older than an epoch, a few at a time: each transaction is whole and short,
 * whatever the range.
 */
final class OlderWindows {
    private static final String COUNT =
            "SELECT count(*) FROM tachograph.request_window_%1$s WHERE epoch < ? AND window_start BETWEEN ? AND ?";

    /** Merged windows had these rows in them, so they are marked. */
    private static final String DELETE = """
            WITH gone AS (
                     DELETE FROM tachograph.request_window_%1$s WHERE epoch < ? AND window_start BETWEEN ? AND ?
                     RETURNING window_start),
                 changes AS (
                     INSERT INTO tachograph.window_change (resolution, window_start)
                     SELECT DISTINCT '%1$s', window_start FROM gone WHERE '%1$s' <> '10s')
            SELECT count(*) FROM gone
            """;
    /** Windows of one series in a transaction at most: as much as is read where nothing is found. */
    private static final int LONGEST = 360;

    /** Rows of windows in a transaction, about. */
    static final int FEW = 10_000;

    static final int MANY = 40_000;

    private final WriterConnection connection;
    private final int epoch;
    private final Instant from;
    private final Instant to;

    /** In [from, to), of epochs before that. */
    OlderWindows(WriterConnection connection, int epoch, Instant from, Instant to) {
        this.connection = connection;
        this.epoch = epoch;
        this.from = from;
        this.to = to;
    }

    long count() throws SQLException {
        return all(COUNT);
    }

    long delete() throws SQLException {
        return all(DELETE);
    }

    private long all(String form) throws SQLException {
        long rows = 0;
        for (Resolution resolution : Resolution.values()) {
            String sql = form.formatted(resolution.suffix());
            long length = resolution.length().toSeconds();
            long first = -Math.floorDiv(-from.getEpochSecond() - (from.getNano() > 0 ? 1 : 0), length) * length;
            long last = (Math.floorDiv(to.getEpochSecond(), length) - 1) * length;
            int windows = 1;
            while (first <= last) {
                long end = Math.min(last, first + (windows - 1) * length);
                long found = some(sql, first, end);
                rows += found;
                first = end + length;
                if (found > MANY) {
                    windows = Math.max(1, windows / 2);
                } else if (found < FEW) {
                    windows = Math.min(LONGEST, windows * 2);
                }
            }
        }
        return rows;
    }

    /** Those that start in [first, last]. */
    private long some(String sql, long first, long last) throws SQLException {
        long[] rows = {0};
        connection.inTransaction(transaction -> CustomPlans.during(transaction, same -> {
            try (PreparedStatement statement = same.prepareStatement(sql)) {
                statement.setInt(1, epoch);
                statement.setObject(2, time(first));
                statement.setObject(3, time(last));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    rows[0] = row.getLong(1);
                }
            }
        }));
        return rows[0];
    }

    private static OffsetDateTime time(long seconds) {
        return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
    }
}
