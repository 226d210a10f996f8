package io.tachograph.store;

import java.sql.SQLException;
import java.util.List;

/** Puts windows of GPUs at rest. Its calls from several threads take turns. */
public interface GpuWindowWriter extends AutoCloseable {
    /**
     * Writes all rows in one transaction: either all of them are there afterwards, or none. Writing a row again, or one
     * that knows less, changes nothing. Of several rows for one key in the list the newest counts.
     *
     * @throws SQLException when the database refuses or is away
     */
    void write(List<GpuWindowRow> rows) throws SQLException;

    @Override
    void close();
}
