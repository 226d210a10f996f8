package io.tachograph.store.postgres;

import io.tachograph.store.Resolution;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Deliberate re-computations of past ranges: each has an epoch of its own. Over a connection of its own; its calls from
 * several threads take turns.
 */
public final class Recomputations implements AutoCloseable {
    private static final String BEGIN =
            "INSERT INTO tachograph.recomputation (job, range_start, range_end, source) VALUES (?, ?, ?, ?) RETURNING epoch";
    private static final String FINISH =
            "UPDATE tachograph.recomputation SET finished_at = now(), windows = ? WHERE epoch = ?";

    /** Where no SLO was ever counted, no window is looked at. */
    private static final String HAS_SLO_COUNTS = """
            SELECT count(*) FROM (
                SELECT FROM tachograph.request_window_%s
                WHERE EXISTS (SELECT FROM tachograph.slo) AND slos IS NOT NULL AND window_start BETWEEN ? AND ?
                LIMIT 1) AS one
            """;

    private final WriterConnection connection;

    Recomputations(WriterConnection connection) {
        this.connection = connection;
    }

    /**
     * Notes that one begins.
     *
     * @param job the job whose rows it replaces
     * @param from inclusive
     * @param to exclusive
     * @param source where its records come from, for people
     * @return its epoch, higher than any that was given out before
     * @throws SQLException when the database refuses or is away
     */
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

    /**
     * Notes that all its rows are written.
     *
     * @param windows how many
     * @throws SQLException when the database refuses or is away
     */
    public synchronized void finish(int epoch, long windows) throws SQLException {
        connection.inTransaction(transaction -> {
            try (PreparedStatement update = transaction.prepareStatement(FINISH)) {
                update.setLong(1, windows);
                update.setInt(2, epoch);
                update.executeUpdate();
            }
        });
    }

    /**
     * Whether any window, of whatever length, that lies whole in [from, to) has counts of an SLO.
     *
     * @throws SQLException when the database refuses or is away
     */
    public synchronized boolean hasSloCounts(Instant from, Instant to) throws SQLException {
        boolean[] has = {false};
        connection.inTransaction(transaction -> {
            for (Resolution resolution : Resolution.values()) {
                try (PreparedStatement select =
                        transaction.prepareStatement(HAS_SLO_COUNTS.formatted(resolution.suffix()))) {
                    select.setObject(1, from.atOffset(ZoneOffset.UTC));
                    select.setObject(2, to.minus(resolution.length()).atOffset(ZoneOffset.UTC));
                    has[0] |= number(select) > 0;
                }
            }
        });
        return has[0];
    }

    /**
     * Rows of request windows that lie whole in [from, to) and have an older epoch: nothing that the re-computation of
     * this epoch read counts in them. Of all resolutions.
     *
     * @throws SQLException when the database refuses or is away
     */
    public synchronized long countOlder(int epoch, Instant from, Instant to) throws SQLException {
        return new OlderWindows(connection, epoch, from, to).count();
    }

    /**
     * Deletes the rows that {@link #countOlder} counts, and marks their windows to be merged again. A few windows are one transaction, so a range of any length can be done.
     *
     * @return rows of request windows deleted
     * @throws SQLException when the database refuses or is away; what was deleted before then stays so, whole windows
     *     each, and calling again deletes the rest
     */
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
