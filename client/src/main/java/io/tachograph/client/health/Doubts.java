package io.tachograph.client.health;

/**
 * How many requests owe their outcome or their latencies to the client's reading of a clock. Not thread-safe.
 *
 * @param finished all but cancelled ones
 * @param byClock those of them that timed out, or whose answer the kernel did not stamp, or that got none
 * @param succeeded e2e of those that succeeded
 * @param succeededRead those of them that were stamped by reading
 */
record Doubts(RecentSum finished, RecentSum byClock, RecentHistogram succeeded, RecentSum succeededRead) {
    /** Up to this share of the values, no quantile that is judged is affected. */
    private static final double LEAST_SHARE = 0.01;

    boolean anyFinished(long nowNanos, int seconds) {
        return finished.last(nowNanos, seconds) > 0;
    }

    /** Whether they are too many, or nothing succeeded that a late sender could be found out by. */
    boolean matter(long nowNanos, int seconds) {
        long ok = succeeded.last(nowNanos, seconds).count();
        return ok == 0
                || succeededRead.last(nowNanos, seconds) > LEAST_SHARE * ok
                || byClock.last(nowNanos, seconds) > LEAST_SHARE * finished.last(nowNanos, seconds);
    }
}
