package io.tachograph.live;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The windows of ten seconds of the last quarter of an hour, at most {@value #MOST} of them. Older ones are let go of,
 * whole windows at a time. Not thread-safe.
 */
final class LiveWindows {
    static final Duration KEPT = Duration.ofMinutes(15);
    static final long WINDOW_MILLIS = 10_000;

    /** Some 2 kB each. */
    static final int MOST = 100_000;

    private final NewestByKey<LiveWindow.Key, LiveWindow> newest = new NewestByKey<>();
    private final NavigableMap<Long, Map<Series, LiveWindow>> byStart = new TreeMap<>();
    /** Start of the newest window that was let go of. */
    private long forgottenMillis = Long.MIN_VALUE;

    /**
     * Takes a window that was read, unless a later emission of it is known.
     *
     * @return whether it is complete now and was not before; never for one that is too old to know
     */
    boolean put(LiveWindow window, int partition, long offset) {
        LiveWindow known = newest.get(window.key());
        if (known != null && !window.replaces(known)) {
            return false;
        }
        newest.put(window.key(), window, partition, offset);
        byStart.computeIfAbsent(window.startMillis(), start -> new HashMap<>()).put(window.series(), window);
        long oldest = byStart.lastKey() - KEPT.toMillis();
        while (byStart.firstKey() < oldest || (newest.size() > MOST && byStart.size() > 1)) {
            Map.Entry<Long, Map<Series, LiveWindow>> first = byStart.pollFirstEntry();
            first.getValue().values().forEach(old -> newest.forget(old.key()));
            forgottenMillis = Math.max(forgottenMillis, first.getKey());
        }
        // Of what was let go of nobody knows whether it was complete before.
        return window.complete() && (known == null || !known.complete()) && window.startMillis() > forgottenMillis;
    }

    NewestByKey<LiveWindow.Key, LiveWindow> newest() {
        return newest;
    }

    /** The groups with a window that changed since a position, merged anew; the oldest windows first. */
    Collection<WindowSum> changes(LiveSelection selection, LivePosition since) {
        Map<Long, Set<List<String>>> changed = new TreeMap<>();
        for (LiveWindow.Key key : newest.changedSince(since, LiveKind.WINDOW)) {
            if (selection.takes(key.series())) {
                changed.computeIfAbsent(key.startMillis(), start -> new LinkedHashSet<>())
                        .add(selection.groupOf(key.series()));
            }
        }
        return changed.entrySet().stream()
                .flatMap(window -> sums(selection, window.getKey(), window.getValue()).stream())
                .toList();
    }

    private Collection<WindowSum> sums(LiveSelection selection, long start, Set<List<String>> groups) {
        Map<List<String>, WindowSum> sums = new TreeMap<>(LiveWindows::compare);
        for (LiveWindow window : byStart.getOrDefault(start, Map.of()).values()) {
            List<String> group = selection.groupOf(window.series());
            if (selection.takes(window.series()) && groups.contains(group)) {
                sums.computeIfAbsent(group, of -> new WindowSum(start, of)).add(window);
            }
        }
        return sums.values();
    }

    private static int compare(List<String> a, List<String> b) {
        return String.join("\u001f", a).compareTo(String.join("\u001f", b));
    }
}
