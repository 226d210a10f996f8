package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Counts of one window and SLO, with their key. */
record KeyedSloCounts(WindowKey window, long sloId, StoredSloCounts counts) {
    /** In the order of windows and then of SLOs, so that two writers cannot wait for each other. */
    static List<KeyedSloCounts> of(SortedMap<WindowKey, RequestWindowRow> rows, Map<StoredSlo, Long> ids)
            throws SQLException {
        List<KeyedSloCounts> all = new ArrayList<>();
        for (Map.Entry<WindowKey, RequestWindowRow> row : rows.entrySet()) {
            List<KeyedSloCounts> ofWindow = new ArrayList<>();
            for (Map.Entry<StoredSlo, StoredSloCounts> slo :
                    row.getValue().slos().entrySet()) {
                Long id = ids.get(slo.getKey());
                if (id == null) {
                    throw new SQLException("the database has no id for " + slo.getKey());
                }
                ofWindow.add(new KeyedSloCounts(row.getKey(), id, slo.getValue()));
            }
            ofWindow.sort(Comparator.comparingLong(KeyedSloCounts::sloId));
            all.addAll(ofWindow);
        }
        return all;
    }

    /** Three arrays: series, SLO and start. */
    static ArrayParameters bindKeys(ArrayParameters arrays, List<KeyedSloCounts> counts) throws SQLException {
        return arrays.longs(counts, keyed -> keyed.window().seriesId())
                .longs(counts, KeyedSloCounts::sloId)
                .longs(counts, keyed -> keyed.window().windowStartSeconds());
    }
}
