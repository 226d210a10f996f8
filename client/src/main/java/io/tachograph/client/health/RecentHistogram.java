package io.tachograph.client.health;

import io.tachograph.schemas.histogram.LatencyHistogram;
import org.jspecify.annotations.Nullable;

/** Values by the second they belong to, for the most recent seconds, and all of them together. Not thread-safe. */
final class RecentHistogram {
    private static final long SECOND = 1_000_000_000L;

    private final long startNanos;
    /** Second {@code s} lies at {@code s mod length}. */
    private final @Nullable LatencyHistogram[] slots;

    private final long[] slotSecond;
    private LatencyHistogram all = new LatencyHistogram();

    /** @param seconds the longest span that will be asked for */
    RecentHistogram(long startNanos, int seconds) {
        this.startNanos = startNanos;
        slots = new @Nullable LatencyHistogram[seconds + 1];
        slotSecond = new long[seconds + 1];
    }

    void record(long atNanos, long value) {
        all.record(value);
        LatencyHistogram slot = slot(atNanos);
        if (slot != null) {
            slot.record(value);
        }
    }

    void merge(long atNanos, LatencyHistogram values) {
        all.merge(values);
        LatencyHistogram slot = slot(atNanos);
        if (slot != null) {
            slot.merge(values);
        }
    }

    /** @return null when that second has been left behind */
    private @Nullable LatencyHistogram slot(long atNanos) {
        long second = second(atNanos);
        int at = (int) (second % slots.length);
        LatencyHistogram slot = slots[at];
        if (slot == null || slotSecond[at] < second) {
            slot = new LatencyHistogram();
            slots[at] = slot;
            slotSecond[at] = second;
        }
        return slotSecond[at] == second ? slot : null;
    }

    private long second(long atNanos) {
        return Math.max(0, atNanos - startNanos) / SECOND;
    }

    /** Values of the second that holds {@code nowNanos} and the {@code seconds} before it. */
    LatencyHistogram last(long nowNanos, int seconds) {
        LatencyHistogram merged = new LatencyHistogram();
        for (int i = 0; i < slots.length; i++) {
            LatencyHistogram slot = within(i, nowNanos, seconds);
            if (slot != null) {
                merged.merge(slot);
            }
        }
        return merged;
    }

    /** In how many of those seconds a value was above {@code nanos}. */
    int secondsAbove(long nowNanos, int seconds, double nanos) {
        int n = 0;
        for (int i = 0; i < slots.length; i++) {
            LatencyHistogram slot = within(i, nowNanos, seconds);
            if (slot != null && slot.maxNanos() > nanos) {
                n++;
            }
        }
        return n;
    }

    private @Nullable LatencyHistogram within(int at, long nowNanos, int seconds) {
        long age = second(nowNanos) - slotSecond[at];
        return age >= 0 && age <= seconds ? slots[at] : null;
    }

    /** Length of the span that {@link #last} covers at least, seconds: shorter while the time is young. */
    double span(long nowNanos, int seconds) {
        return Math.min(seconds, Math.max(0, nowNanos - startNanos) / 1e9);
    }

    /** Everything ever recorded; lives on. */
    LatencyHistogram all() {
        return all;
    }

    /** A copy that shares nothing with this one. */
    RecentHistogram copy() {
        RecentHistogram copy = new RecentHistogram(startNanos, slots.length - 1);
        for (int i = 0; i < slots.length; i++) {
            LatencyHistogram slot = slots[i];
            copy.slots[i] = slot == null ? null : slot.copy();
            copy.slotSecond[i] = slotSecond[i];
        }
        copy.all = all.copy();
        return copy;
    }
}
