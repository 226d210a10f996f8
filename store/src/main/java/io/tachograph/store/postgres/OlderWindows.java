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

    /**
     * Merged windows had these rows in them, so they are marked. The range stands at every table, because TimescaleDB
     * opens all columnar chunks that no constant excludes.
     */
    private static final String DELETE = """
            WITH gone AS (
                     DELETE FROM tachograph.request_window_%1$s WHERE epoch < ? AND window_start BETWEEN ? AND ?
                     RETURNING series_id, window_start),
                 histograms AS (
                     DELETE FROM tachograph.latency_histogram_%1$s h USING gone g, tachograph.latency_metric m
                     WHERE h.series_id = g.series_id AND h.window_start = g.window_start AND h.metric = m.metric
                       AND h.window_start BETWEEN ? AND ?),
                 slos AS (
                     DELETE FROM tachograph.slo_count_%1$s c USING gone g, tachograph.slo s
                     WHERE c.series_id = g.series_id AND c.window_start = g.window_start AND c.slo_id = s.id
                       AND c.window_start BETWEEN ? AND ?),
                 changes AS (
                     INSERT INTO tachograph.window_change (resolution, window_start)
                     SELECT DISTINCT '%1$s', window_start FROM gone WHERE '%1$s' <> '10s')
            SELECT count(*) FROM gone
            """;

    /** Windows of one series in a transaction at most: as much as is read where nothing is found. */
    private static final int LONGEST = 360;

    /** Rows of windows in a transaction, about; each has some histograms. */
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
        return all(COUNT, 1);
    }

    /** With their histograms and counts. */
    long delete() throws SQLException {
        return all(DELETE, 3);
    }

    private long all(String form, int tables) throws SQLException {
        long rows = 0;
        for (Resolution resolution : Resolution.values()) {
            String sql = form.formatted(resolution.suffix());
            long length = resolution.length().toSeconds();
            long first = -Math.floorDiv(-from.getEpochSecond() - (from.getNano() > 0 ? 1 : 0), length) * length;
            long last = (Math.floorDiv(to.getEpochSecond(), length) - 1) * length;
            int windows = 1;
            while (first <= last) {
                long end = Math.min(last, first + (windows - 1) * length);
                long found = some(sql, tables, first, end);
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
    private long some(String sql, int tables, long first, long last) throws SQLException {
        long[] rows = {0};
        connection.inTransaction(transaction -> CustomPlans.during(transaction, same -> {
            try (PreparedStatement statement = same.prepareStatement(sql)) {
                statement.setInt(1, epoch);
                for (int i = 0; i < tables; i++) {
                    statement.setObject(2 + 2 * i, time(first));
                    statement.setObject(3 + 2 * i, time(last));
                }
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
