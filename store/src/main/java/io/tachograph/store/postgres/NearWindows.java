package io.tachograph.store.postgres;

import io.tachograph.store.Resolution;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Windows by time, at most a hundred lengths of them together. A statement that names the range of its windows then names
 * hardly more time than that of its windows, and TimescaleDB opens no columnar chunk that lies between two of them.
 */
final class NearWindows {
    private static final int LENGTHS = 100;

    private NearWindows() {}

    static <R> Collection<SortedMap<WindowKey, R>> of(Resolution resolution, SortedMap<WindowKey, R> rows) {
        long together = LENGTHS * resolution.length().toSeconds();
        SortedMap<Long, SortedMap<WindowKey, R>> near = new TreeMap<>();
        rows.forEach((key, row) -> near.computeIfAbsent(
                        Math.floorDiv(key.windowStartSeconds(), together), unused -> new TreeMap<>())
                .put(key, row));
        return near.values();
    }
}
