package io.tachograph.store.postgres;

import io.tachograph.store.Series;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ids of series: remembered, found, or made. Remembers the last used ones up to a bound. Not thread-safe. */
final class SeriesIds {
    private static final int REMEMBERED = 100_000;

    private final Map<Series, Long> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Series, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Found in the running transaction; true for good only when that has been committed. */
    private final Map<Series, Long> found = new HashMap<>();

    Map<Series, Long> resolve(Connection connection, Collection<Series> wanted) throws SQLException {
        Map<Series, Long> ids = new HashMap<>();
        List<Series> missing = new ArrayList<>();
        for (Series series : wanted) {
            Long id = remembered.get(series);
            if (id == null) {
                missing.add(series);
            } else {
                ids.put(series, id);
            }
        }
        if (!missing.isEmpty()) {
            found.putAll(SelectSeriesIds.execute(connection, missing));
            missing.removeAll(found.keySet());
        }
        if (!missing.isEmpty()) {
            InsertSeries.execute(connection, missing);
            // Another writer may have been first, so the ids are asked for again instead of taken from the insert.
            found.putAll(SelectSeriesIds.execute(connection, missing));
        }
        ids.putAll(found);
        return ids;
    }

    /** The transaction that {@link #resolve} ran in was committed. */
    void keep() {
        remembered.putAll(found);
        found.clear();
    }

    /** The transaction failed. */
    void forget() {
        remembered.clear();
        found.clear();
    }
}
