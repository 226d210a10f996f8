package io.tachograph.client.health;

/**
 * How many of a metric's values a late event loop can have falsified: those stamped by reading; and of those stamped by the
 * kernel the ones that a chunk spoils which shares its stamp with what follows, but no more than what was read late, because
 * what was read in time had not been merged. Not thread-safe.
 *
 * @param read values stamped by reading
 * @param shared values that chunks with a shared stamp spoil if they were merged
 * @param late how much was read late
 * @param times how many values such a chunk spoils
 */
record Reach(RecentSum read, RecentSum shared, LateBytes late, int times) {
    /** 0 to 1, of {@code count} values. */
    double share(long nowNanos, int seconds, long count) {
        return share(
                read.last(nowNanos, seconds), shared.last(nowNanos, seconds), late.share(nowNanos, seconds), count);
    }

    /** 0 to 1, of everything. */
    double share(long count) {
        return share(read.all(), shared.all(), late.share(), count);
    }

    private double share(double readValues, double sharedValues, double lateShare, long count) {
        double byKernel = Math.max(0, count - readValues);
        return Math.min(1, (readValues + Math.min(sharedValues, times * lateShare * byKernel)) / count);
    }
}
