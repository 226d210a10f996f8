package io.tachograph.standalone.jobs;

import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.Recomputations;
import io.tachograph.store.postgres.StoreWriters;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;

/** Keeps a process that was started without the configuration's SLOs from replacing windows that have counts of them. */
public final class KeptSloCounts {
    private KeptSloCounts() {}

    /**
     * Refuses to write request windows where no file says what the SLOs are and stored windows have counts of some.
     *
     * @param configured whether a file was given
     * @param from inclusive
     * @param to exclusive
     * @throws IOException in one sentence, when there are any, or the database does not tell
     */
    public static void check(boolean configured, PostgresConfig database, Instant from, Instant to) throws IOException {
        if (configured) {
            return;
        }
        try (Recomputations stored = new StoreWriters(database).recomputations()) {
            if (stored.hasSloCounts(from, to)) {
                throw new IOException(
                        "stored windows have counts of SLOs, which windows without SLOs would replace: give"
                                + " --config with the file that names them, or an empty one if there are none any more");
            }
        } catch (SQLException e) {
            throw new IOException("the database refused: " + e.getMessage(), e);
        }
    }
}
