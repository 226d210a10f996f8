package io.tachograph.client.health;

import io.tachograph.schemas.histogram.LatencyHistogram;
import org.jspecify.annotations.Nullable;

/**
 * A reported metric, and how many of its values a delay can have reached. Not thread-safe.
 *
 * @param name such as {@code ttft}
 * @param reach how many of the values; null for all of them
 */
record ReportedMetric(
        String name, RecentHistogram values, @Nullable Reach reach) {
    LatencyHistogram last(long nowNanos, int seconds) {
        return values.last(nowNanos, seconds);
    }

    /** 0 to 1. */
    double shareReached(long nowNanos, int seconds, long count) {
        return reach == null || count == 0 ? 1 : reach.share(nowNanos, seconds, count);
    }

    /** All of its values, whatever has reached them. */
    ReportedMetric whole() {
        return new ReportedMetric(name, values, null);
    }

    /** 0 to 1, of everything. */
    double shareReached() {
        long count = values.all().count();
        return reach == null || count == 0 ? 1 : reach.share(count);
    }
}
