package io.tachograph.api.question;

import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import java.sql.SQLException;
import java.util.List;

/** How the rows of an answer come. */
@FunctionalInterface
interface Reading {
    /**
     * @param limit most rows
     * @param after where to go on, empty at the start
     */
    Rows read(RowReader store, int limit, List<String> after) throws SQLException;
}
