package io.tachograph.store.postgres;

import java.time.Duration;
import java.util.List;

/**
 * A table that grows with time.
 *
 * @param name with its schema, quoted
 * @param resolution what its name ends in
 * @param key columns of its primary key but {@link #TIME}, quoted
 */
record GrowingTable(String name, String resolution, List<String> key) {
    /** The time column of every one of them. */
    static final String TIME = "window_start";

    GrowingTable {
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the key of " + name + " says nothing but the time");
        }
    }

    Duration window() {
        return switch (resolution) {
            case "10s" -> Duration.ofSeconds(10);
            case "1m" -> Duration.ofMinutes(1);
            case "1h" -> Duration.ofHours(1);
            case "1d" -> Duration.ofDays(1);
            default -> throw new IllegalStateException("no windows of '" + resolution + "' are kept");
        };
    }

    /** Rows of one of these lie together in a columnar batch: a series, as queries ask for it. */
    String segmentBy() {
        return key.get(0);
    }

    /** Within a batch: the few values first, then time, newest first. */
    String orderBy() {
        StringBuilder order = new StringBuilder();
        key.stream().skip(1).forEach(column -> order.append(column).append(", "));
        return order.append(TIME).append(" DESC").toString();
    }
}
