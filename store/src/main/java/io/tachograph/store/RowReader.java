package io.tachograph.store;

import java.sql.SQLException;
import java.util.List;

/** Asks SQL functions. Thread-safe. */
@FunctionalInterface
public interface RowReader {
    /**
     * Calls a function and reads its rows.
     *
     * @param limit most rows, above 0
     * @param after {@link Rows#next} of the rows before; empty for the first
     * @throws SQLException when the database is away, the call takes too long, or an argument is refused: then its state is
     *     of class 22, and its message a sentence for the caller
     */
    Rows read(FunctionCall call, int limit, List<String> after) throws SQLException;
}
