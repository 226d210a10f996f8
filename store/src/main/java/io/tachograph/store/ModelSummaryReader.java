package io.tachograph.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Sums up recent traffic by model. Thread-safe. */
public interface ModelSummaryReader {
    /**
     * Traffic per model in the 10 s windows that start in [from, to), ordered by model name. Quantiles follow the
     * system's one convention: rank ⌈q·n⌉, geometric midpoint of its bucket, clipped to the minimum and maximum.
     * Measured seconds run from the first window's start to the last window's end of each model.
     *
     * @throws SQLException when the database is away
     */
    List<ModelSummary> summarize(Instant from, Instant to) throws SQLException;
}
