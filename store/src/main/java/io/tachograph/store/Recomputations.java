package io.tachograph.store;

import java.sql.SQLException;
import java.time.Instant;

/** Deliberate re-computations of past ranges: each has an epoch of its own. Its calls from several threads take turns. */
public interface Recomputations extends AutoCloseable {
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
    int begin(String job, Instant from, Instant to, String source) throws SQLException;

    /**
     * Notes that all its rows are written.
     *
     * @param windows how many
     * @throws SQLException when the database refuses or is away
     */
    void finish(int epoch, long windows) throws SQLException;

    /**
     * Whether any window of a minute that starts in [from, to) has counts of an SLO.
     *
     * @throws SQLException when the database refuses or is away
     */
    boolean hasSloCounts(Instant from, Instant to) throws SQLException;

    /**
     * Rows of request windows that lie whole in [from, to) and have an older epoch: nothing that the re-computation of
     * this epoch read counts in them. Of all resolutions.
     *
     * @throws SQLException when the database refuses or is away
     */
    long countOlder(int epoch, Instant from, Instant to) throws SQLException;

    /**
     * Deletes the rows that {@link #countOlder} counts, with their histograms and SLO counts, and marks their windows to
     * be merged again. A few windows are one transaction, so a range of any length can be done.
     *
     * @return rows of request windows deleted
     * @throws SQLException when the database refuses or is away; what was deleted before then stays so, whole windows
     *     each, and calling again deletes the rest
     */
    long deleteOlder(int epoch, Instant from, Instant to) throws SQLException;

    @Override
    void close();
}
