package io.tachograph.store;

import java.sql.SQLException;
import java.util.Collection;

/** Puts comparisons of engine versions at rest. Its calls from several threads take turns. */
public interface RegressionWriter extends AutoCloseable {
    /**
     * Writes comparisons in one transaction: one row for each pair of versions, cell, metric and statistic, replaced by
     * what was evaluated no earlier.
     *
     * @throws SQLException when the database refuses or is away
     */
    void write(Collection<RegressionRow> regressions) throws SQLException;

    @Override
    void close();
}
