package io.tachograph.store.postgres;

import java.util.Comparator;

/**
 * Primary key of a window row. Every writer writes in the order of keys, so that two of them cannot wait for each
 * other.
 *
 * @param windowStartSeconds since 1970, UTC
 */
record WindowKey(long seriesId, long windowStartSeconds) implements Comparable<WindowKey> {
    private static final Comparator<WindowKey> ORDER =
            Comparator.comparingLong(WindowKey::seriesId).thenComparingLong(WindowKey::windowStartSeconds);

    @Override
    public int compareTo(WindowKey other) {
        return ORDER.compare(this, other);
    }
}
