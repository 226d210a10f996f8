package io.tachograph.store.postgres;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of one write, by resolution and in the order of their keys, one for each key: a statement cannot update a
 * row twice.
 */
final class NewestRows {
    /** The same order as the guard of {@link UpsertRequestWindows}. */
    private static final Comparator<RequestWindowRow> AGE = Comparator.comparingInt(RequestWindowRow::epoch)
            .thenComparingLong(RequestWindowRow::requests)
            .thenComparing(RequestWindowRow::complete)
            .thenComparingInt(RequestWindowRow::revision);

    private NewestRows() {}

    static Map<Resolution, SortedMap<WindowKey, RequestWindowRow>> of(
            Collection<RequestWindowRow> rows, Map<Series, Long> ids) {
        Map<Resolution, Map<WindowKey, RequestWindowRow>> newest = new EnumMap<>(Resolution.class);
        for (RequestWindowRow row : rows) {
            Long id = ids.get(row.series());
            if (id == null) {
                throw new IllegalStateException("no id was found for " + row.series());
            }
            newest.computeIfAbsent(row.resolution(), resolution -> new HashMap<>())
                    .merge(new WindowKey(id, row.windowStart().getEpochSecond()), row, NewestRows::newer);
        }
        Map<Resolution, SortedMap<WindowKey, RequestWindowRow>> sorted = new EnumMap<>(Resolution.class);
        newest.forEach((resolution, byKey) -> sorted.put(resolution, new TreeMap<>(byKey)));
        return sorted;
    }

    /** The later of equals, as the guard also lets an equal row in. */
    private static RequestWindowRow newer(RequestWindowRow earlier, RequestWindowRow later) {
        return AGE.compare(later, earlier) >= 0 ? later : earlier;
    }

    static List<Series> distinctSeries(Collection<RequestWindowRow> rows) {
        return rows.stream().map(RequestWindowRow::series).distinct().toList();
    }
}
