package io.tachograph.bench.record;

import java.util.Arrays;

/**
 * How many requests were in flight at evenly spaced instants of a run, from the intervals (sent, closed), in whatever
 * order they come. There are up to 2^20 instants (4 MB, however long the run): 10 µs apart at first, and twice as far
 * whenever a run outgrows them, by leaving out every second one; in the end at least 2^19 of them cover the run, unless
 * it is shorter than 5 s. A peak between two instants is not seen. Not thread-safe.
 */
final class ConcurrencySamples {
    private static final int MOST = 1 << 20;
    private static final long FIRST_STEP_NANOS = 10_000;

    private long stepNanos = FIRST_STEP_NANOS;
    /** What each instant has more in flight than the one before. */
    private int[] changes = new int[1 << 12];

    /** @param sentNanos from the start of the run, 0 or more */
    void add(long sentNanos, long closedNanos) {
        while (instantAt(closedNanos) >= MOST) {
            halve();
        }
        int last = (int) instantAt(closedNanos);
        if (last >= changes.length) {
            changes = Arrays.copyOf(changes, Math.min(MOST, Math.max(last + 1, changes.length * 2)));
        }
        changes[(int) instantAt(sentNanos)]++;
        changes[last]--;
    }

    /** The first instant that is not before. */
    private long instantAt(long nanos) {
        return (Math.max(0, nanos) + stepNanos - 1) / stepNanos;
    }

    private void halve() {
        // Instant 2k stays, as k; what changed at 2k − 1 is first seen there.
        int[] halved = new int[changes.length / 2 + 1];
        for (int i = 0; i < changes.length; i++) {
            halved[(i + 1) / 2] += changes[i];
        }
        changes = halved;
        stepNanos *= 2;
    }

    /** Most in flight at an instant from {@code fromNanos} to {@code toNanos}. */
    long most(long fromNanos, long toNanos) {
        long from = instantAt(fromNanos);
        long to = toNanos / stepNanos;
        long now = 0;
        long most = 0;
        for (int i = 0; i < changes.length && i <= to; i++) {
            now += changes[i];
            if (i >= from) {
                most = Math.max(most, now);
            }
        }
        return most;
    }
}
