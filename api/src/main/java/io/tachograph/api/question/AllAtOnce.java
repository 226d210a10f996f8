package io.tachograph.api.question;

import io.tachograph.store.RowReader;
import io.tachograph.store.Rows;
import java.sql.SQLException;
import java.util.List;

/** Few rows, that are made together: pages of them are cut here. */
record AllAtOnce(Reading all) implements Reading {
    @Override
    public Rows read(RowReader store, int limit, List<String> after) throws SQLException {
        Rows rows = all.read(store, Integer.MAX_VALUE, List.of());
        return new MadeRows(rows.columns(), rows::rows).read(store, limit, after);
    }
}
