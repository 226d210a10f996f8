package io.tachograph.windows.regression;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.windows.WindowSnapshot;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Half an hour of one engine version in one cell: its latencies, from the complete minutes of every tenant, each once.
 * Not thread-safe.
 */
public final class VersionBlock {
    /** Length of a block. A minute is a bit of a long, so it cannot be more than an hour. */
    public static final long MILLIS = 30 * 60_000;

    private final @Nullable LatencyHistogram[] latencies;
    /** Minutes that are in, as bits from the block's start, by tenant. Empty once the block is closed. */
    private final Map<String, Long> minutes;

    public VersionBlock() {
        this(new LatencyHistogram[ComparedMetric.values().length], new TreeMap<>());
    }

    VersionBlock(@Nullable LatencyHistogram[] latencies, Map<String, Long> minutes) {
        this.latencies = latencies;
        this.minutes = minutes;
    }

    /** Start of the block that holds a time; all in milliseconds since the epoch. */
    public static long startOf(long millis) {
        return Math.floorDiv(millis, MILLIS) * MILLIS;
    }

    /**
     * Adds a complete window of one minute of this block.
     *
     * @return false when that minute of that tenant is in already
     */
    public boolean add(WindowSnapshot minute) {
        long bit = 1L << (Math.floorMod(minute.windowStartMillis(), MILLIS) / 60_000);
        long known = minutes.getOrDefault(minute.series().tenant(), 0L);
        if ((known & bit) != 0) {
            return false;
        }
        minutes.put(minute.series().tenant(), known | bit);
        for (ComparedMetric metric : ComparedMetric.values()) {
            LatencyHistogram values = minute.totals().latency(metric.latency());
            if (values != null) {
                LatencyHistogram all = latencies[metric.ordinal()];
                if (all == null) {
                    all = new LatencyHistogram();
                    latencies[metric.ordinal()] = all;
                }
                all.merge(values);
            }
        }
        return true;
    }

    /** Forgets which minutes are in; nothing is added any more. */
    public void close() {
        minutes.clear();
    }

    public boolean isClosed() {
        return minutes.isEmpty();
    }

    /** Values of a metric, null when there are none. */
    public @Nullable LatencyHistogram latency(ComparedMetric metric) {
        return latencies[metric.ordinal()];
    }

    Map<String, Long> minutes() {
        return minutes;
    }

    VersionBlock copy() {
        LatencyHistogram[] copies = new LatencyHistogram[latencies.length];
        Arrays.setAll(copies, i -> {
            LatencyHistogram values = latencies[i];
            return values == null ? null : values.copy();
        });
        return new VersionBlock(copies, new TreeMap<>(minutes));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof VersionBlock other
                && Arrays.equals(latencies, other.latencies)
                && minutes.equals(other.minutes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(latencies);
    }
}
