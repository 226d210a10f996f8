package io.tachograph.store;

import java.sql.SQLException;
import java.util.List;

/** Puts windows at rest. Its calls from several threads take turns. */
public interface RequestWindowWriter extends AutoCloseable {
    /**
     * Writes all rows, their histograms and SLO counts in one transaction: either all are there afterwards, or none.
     * Writing a row again, or one that knows less, changes nothing. Of several rows for one (series, resolution,
     * window) in the list the newest counts. Histograms and SLO counts of a window are always those of the row that is
     * there.
     *
     * @throws IllegalArgumentException when a row has an outcome that there is no column for; nothing is written
     * @throws SQLException when the database refuses or is away; the caller decides what to do with the rows
     */
    void write(List<RequestWindowRow> rows) throws SQLException;

    @Override
    void close();
}
