package io.tachograph.store;

import java.sql.SQLException;
import java.util.Collection;

/** Puts alerts at rest. Its calls from several threads take turns. */
public interface AlertWriter extends AutoCloseable {
    /**
     * Writes alerts in one transaction: a row for each time an alert fires, replaced by what was evaluated no earlier.
     * An inactive alert gets no row. Whatever its state, it ends an earlier firing of the same key that is still open:
     * a stream that lost its state does not know of it, and one alert cannot fire twice at a time.
     *
     * @throws SQLException when the database refuses or is away
     */
    void write(Collection<AlertRow> alerts) throws SQLException;

    @Override
    void close();
}
