package io.tachograph.store;

import java.sql.SQLException;
import java.util.List;

/** Reads the newest rankings. Thread-safe. */
public interface BenchmarkResultReader {
    /**
     * The newest ranking of a metric, best rank first, equal ranks by name. Where several cells are ranked, the one
     * with the most measured values in its newest ranking: what this fleet is mostly asked. A cell whose newest ranking
     * is ten minutes older than the metric's newest is no longer ranked and takes no part.
     *
     * @param metric lower-case metric name
     * @return empty when nothing was ranked yet
     * @throws SQLException when the database is away
     */
    List<BenchmarkResult> latest(String metric) throws SQLException;
}
