package io.tachograph.store;

import java.sql.SQLException;
import java.util.List;

/** Puts windows at rest. */
public interface RequestWindowWriter extends AutoCloseable {
    /**
     * Writes all rows and their histograms in one transaction: either all of them are there afterwards, or none.
     * Writing a row again, or an older revision of it, changes nothing. Of several rows for one (series, resolution,
     * window) in the list the newest counts.
     *
     * @throws SQLException when the database refuses or is away; the caller decides what to do with the rows
     */
    void write(List<RequestWindowRow> rows) throws SQLException;

    @Override
    void close();
}
