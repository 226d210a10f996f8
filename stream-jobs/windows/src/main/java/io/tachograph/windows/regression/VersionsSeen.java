package io.tachograph.windows.regression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Engine versions of one cell by when they were first seen. The two seen last are compared; older ones are remembered
 * by name, so that one that still serves now and then is not taken for a new one. Immutable.
 *
 * @param firstSeenMillis by version, the eight seen last
 */
public record VersionsSeen(Map<String, Long> firstSeenMillis) {
    private static final int REMEMBERED = 8;

    public static final VersionsSeen NONE = new VersionsSeen(Map.of());

    public VersionsSeen {
        firstSeenMillis = Map.copyOf(firstSeenMillis);
    }

    /** With a version that was seen then; what is known of it stays. */
    public VersionsSeen with(String version, long millis) {
        if (firstSeenMillis.containsKey(version)) {
            return this;
        }
        Map<String, Long> more = new TreeMap<>(firstSeenMillis);
        more.put(version, millis);
        List<String> order = order(more);
        if (order.size() > REMEMBERED) {
            more.remove(order.get(0));
        }
        return new VersionsSeen(more);
    }

    /** The version seen last. */
    public @Nullable String newest() {
        return fromTheEnd(1);
    }

    /** The version seen before the newest. */
    public @Nullable String before() {
        return fromTheEnd(2);
    }

    /** Whether the version is one of the two that are compared. */
    public boolean isCompared(String version) {
        return version.equals(newest()) || version.equals(before());
    }

    private @Nullable String fromTheEnd(int place) {
        List<String> order = order(firstSeenMillis);
        return order.size() < place ? null : order.get(order.size() - place);
    }

    private static List<String> order(Map<String, Long> versions) {
        List<String> order = new ArrayList<>(versions.keySet());
        order.sort(Comparator.comparing((String version) -> versions.get(version))
                .thenComparing(Comparator.naturalOrder()));
        return order;
    }
}
