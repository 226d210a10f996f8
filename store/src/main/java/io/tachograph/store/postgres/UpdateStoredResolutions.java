package io.tachograph.store.postgres;

import io.tachograph.store.Resolution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** Tells readers which windows are not written, so that they use longer ones: once for each database. Not thread-safe. */
final class UpdateStoredResolutions {
    private static final String SQL = """
            UPDATE tachograph.retention
            SET since = CASE WHEN resolution = ANY (?) THEN 'infinity' ELSE clock_timestamp() END
            WHERE (resolution = ANY (?)) <> coalesce(since = 'infinity', false)
            """;

    private final String[] absent;
    private boolean told;
    private boolean tellsNow;

    UpdateStoredResolutions(Resolution finest) {
        absent = Arrays.stream(Resolution.values())
                .filter(resolution -> resolution.compareTo(finest) < 0)
                .map(Resolution::suffix)
                .toArray(String[]::new);
    }

    void execute(Connection transaction) throws SQLException {
        if (told) {
            return;
        }
        try (PreparedStatement update = transaction.prepareStatement(SQL)) {
            update.setObject(1, absent);
            update.setObject(2, absent);
            update.executeUpdate();
        }
        tellsNow = true;
    }

    /** The transaction was committed. */
    void keep() {
        told |= tellsNow;
        tellsNow = false;
    }

    /** The transaction failed. */
    void forget() {
        told = false;
        tellsNow = false;
    }
}
