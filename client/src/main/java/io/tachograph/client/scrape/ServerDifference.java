package io.tachograph.client.scrape;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server did between two readings: all its traffic, not only the run's.
 *
 * @param engine whose metrics they are
 * @param reset why nothing can be said: the server started anew in between; null when it did not
 * @param counters what came on top, empty after a reset
 * @param latencies the values that came on top, in the server's buckets, empty after a reset
 * @param notes one sentence per restriction
 */
public record ServerDifference(
        KnownEngine engine,
        @Nullable String reset,
        Map<ServerCounter, Double> counters,
        Map<ServerLatency, BucketHistogram> latencies,
        List<String> notes) {
    public ServerDifference {
        counters = Map.copyOf(counters);
        latencies = Map.copyOf(latencies);
        notes = List.copyOf(notes);
    }

    /** What came between {@code first} and {@code last}. */
    public static ServerDifference between(ServerMetrics first, ServerMetrics last) {
        return new ReadingDifference(first, last).difference();
    }
}
