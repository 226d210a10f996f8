package io.tachograph.store;

import java.sql.SQLException;

/**
 * The work that keeps tables small and questions fast; answers do not depend on it. Each call is one transaction, short
 * enough not to be in anybody's way, to be called again while it says that there is more. Several processes may maintain the
 * same store: they take turns, and one that waited says so. Calls from several threads take turns, too.
 */
public interface Housekeeping extends AutoCloseable {
    /**
     * Merges windows that changed and have ended over targets, by {@code tachograph.merge_windows}.
     *
     * @throws SQLException when the database refuses or is away; then nothing was merged
     */
    HousekeepingStep mergeWindows() throws SQLException;

    /**
     * Deletes rows that are older than their retention, by {@code tachograph.apply_retention}.
     *
     * @throws SQLException when the database refuses or is away; then nothing was deleted
     */
    HousekeepingStep applyRetention() throws SQLException;

    @Override
    void close();

    /** One of the calls. */
    interface Task {
        HousekeepingStep step() throws SQLException;
    }
}
