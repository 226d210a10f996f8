package io.tachograph.store.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How much time a chunk covers. The longest of a few round lengths at which a chunk gets at most 40 million rows, so
 * that the indexes of the chunks being written fit into a quarter of a usual server's memory; no longer than dropping
 * whole chunks allows, and no shorter than the hundred windows of a series that compress well together. Windows of
 * 10 s: a day at 1,000 targets, an hour at 100,000.
 */
final class ChunkInterval {
    private static final long MOST_ROWS = 40_000_000;
    private static final int FEWEST_WINDOWS = 100;

    private static final List<Duration> LENGTHS = List.of(
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(365));

    /** About a tenth of how long the windows are kept. */
    private static final Map<Duration, Duration> LONGEST = Map.of(
            Duration.ofSeconds(10), Duration.ofDays(1),
            Duration.ofMinutes(1), Duration.ofDays(7),
            Duration.ofHours(1), Duration.ofDays(30),
            Duration.ofDays(1), Duration.ofDays(365));

    private ChunkInterval() {}

    /**
     * For rows of windows that long.
     *
     * @throws IllegalArgumentException when no such windows are kept
     */
    static Duration of(Duration window, int expectedTargets) {
        Duration longest = LONGEST.get(window);
        if (longest == null) {
            throw new IllegalArgumentException("no windows of " + window + " are kept");
        }
        List<Duration> allowed = LENGTHS.stream()
                .filter(length -> length.compareTo(longest) <= 0 && length.dividedBy(window) >= FEWEST_WINDOWS)
                .toList();
        Duration chosen = allowed.get(0);
        for (Duration length : allowed) {
            if (length.dividedBy(window) * expectedTargets <= MOST_ROWS) {
                chosen = length;
            }
        }
        return chosen;
    }
}
