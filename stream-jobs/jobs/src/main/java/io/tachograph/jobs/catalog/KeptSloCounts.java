package io.tachograph.jobs.catalog;

import io.tachograph.config.TachographConfig;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.Recomputations;
import io.tachograph.store.postgres.StoreWriters;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps a process that does not know the SLOs from replacing windows that have counts of some. Whoever starts
 * {@code request-windows} or computes windows again asks here first.
 */
public final class KeptSloCounts {
    private KeptSloCounts() {}

    /**
     * Refuses to start {@code request-windows} where no configuration says what the SLOs are, and stored windows have
     * counts of some. Other jobs write no windows of requests.
     *
     * @throws IOException in one sentence, when there are any, or the database does not answer
     */
    public static void checkStart(List<JobDefinition<?>> jobs, TachographConfig config, PostgresConfig database)
            throws IOException {
        if (jobs.stream().anyMatch(job -> job.name().equals(RequestWindowsJob.NAME))) {
            // Without its state it writes whatever the topic still has; open windows end tomorrow at the latest.
            check(config, database, Instant.EPOCH, Instant.now().plus(Duration.ofDays(2)));
        }
    }

    /**
     * Refuses to write the request windows of a range where no configuration says what the SLOs are, and stored windows
     * have counts of some.
     *
     * @param from inclusive
     * @param to exclusive
     * @throws IOException in one sentence, when there are any, or the database does not answer
     */
    public static void check(TachographConfig config, PostgresConfig database, Instant from, Instant to)
            throws IOException {
        if (config.slos() != null) {
            return;
        }
        try (Recomputations stored = new StoreWriters(database).recomputations()) {
            if (stored.hasSloCounts(from, to)) {
                throw new IOException(
                        "stored windows have counts of SLOs, which windows without SLOs would replace: give"
                                + " --config with the file that names the SLOs, or with one that says 'slos: []' if there are"
                                + " none any more");
            }
        } catch (SQLException e) {
            throw new IOException(
                    "whether stored windows have counts of SLOs is not known, and --config does not say what the SLOs"
                            + " are; the database refused: " + e.getMessage(),
                    e);
        }
    }
}
