package io.tachograph.store;

import java.sql.SQLException;
import java.util.List;

/** Puts rankings at rest. Its calls from several threads take turns. */
public interface RankingWriter extends AutoCloseable {
    /**
     * Writes rankings in one transaction. A ranking of the same metric, statistic, window, cell and window end replaces
     * the one that was there as a whole: no entry of the old one stays. Of several such in the list the last counts.
     *
     * @throws SQLException when the database refuses or is away
     */
    void write(List<RankingRow> rankings) throws SQLException;

    @Override
    void close();
}
