package io.tachograph.client.health;

import io.tachograph.client.http.arrival.StampCounters;

/**
 * Which share of what the kernel stamped was read late, by the second. By bytes, because a late read takes in more chunks
 * than a prompt one. Not thread-safe.
 */
final class LateBytes {
    private final RecentSum stamped;
    private final RecentSum late;
    private StampCounters seen;

    LateBytes(long startNanos, int seconds, StampCounters before) {
        stamped = new RecentSum(startNanos, seconds);
        late = new RecentSum(startNanos, seconds);
        seen = before;
    }

    void take(long nowNanos, StampCounters counters) {
        StampCounters news = counters.since(seen);
        stamped.add(nowNanos, news.stampedBytes());
        late.add(nowNanos, news.lateBytes());
        seen = counters;
    }

    /** Whether anything came that the kernel stamped. */
    boolean any(long nowNanos, int seconds) {
        return stamped.last(nowNanos, seconds) > 0;
    }

    /** 0 to 1. */
    double share(long nowNanos, int seconds) {
        return share(late.last(nowNanos, seconds), stamped.last(nowNanos, seconds));
    }

    /** 0 to 1, of everything. */
    double share() {
        return share(late.all(), stamped.all());
    }

    private static double share(double lateBytes, double bytes) {
        return bytes == 0 ? 0 : lateBytes / bytes;
    }
}
