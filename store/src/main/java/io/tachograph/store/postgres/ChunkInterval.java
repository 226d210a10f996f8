package io.tachograph.store.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How much time a chunk covers. The longest of a few round lengths at which a chunk gets at most 40 million rows, so
 * that the indexes of the chunks being written fit into a quarter of a usual server's memory; and never so long that
 * dropping whole chunks would keep rows much longer than asked. Windows of 10 s: a day at 1,000 targets, an hour at
 * 100,000.
 */
final class ChunkInterval {
    private static final long MOST_ROWS = 40_000_000;

    private static final List<Duration> LENGTHS = List.of(
            Duration.ofDays(365), Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1), Duration.ofHours(6));

    private static final Duration SHORTEST = Duration.ofHours(1);

    private static final Map<Duration, Duration> LONGEST = Map.of(
            Duration.ofSeconds(10), Duration.ofDays(1),
            Duration.ofMinutes(1), Duration.ofDays(7),
            Duration.ofHours(1), Duration.ofDays(30));

    private ChunkInterval() {}

    static Duration of(Duration window, int expectedTargets) {
        Duration longest = LONGEST.getOrDefault(window, Duration.ofDays(365));
        for (Duration length : LENGTHS) {
            long rows = length.dividedBy(window) * expectedTargets;
            if (length.compareTo(longest) <= 0 && rows <= MOST_ROWS) {
                return length;
            }
        }
        // A chunk of a single window would be all overhead.
        return window.compareTo(SHORTEST) < 0 ? SHORTEST : window.multipliedBy(7);
    }
}
