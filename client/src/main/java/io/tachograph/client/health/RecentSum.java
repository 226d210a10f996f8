package io.tachograph.client.health;

/** Amounts by the second they belong to, for the most recent seconds, and all of them together. Not thread-safe. */
final class RecentSum {
    private static final long SECOND = 1_000_000_000L;

    private final long startNanos;
    /** Second {@code s} lies at {@code s mod length}. */
    private final double[] slots;

    private final long[] slotSecond;
    private double all;

    /** @param seconds the longest span that will be asked for */
    RecentSum(long startNanos, int seconds) {
        this.startNanos = startNanos;
        slots = new double[seconds + 1];
        slotSecond = new long[seconds + 1];
    }

    void add(long atNanos, double amount) {
        all += amount;
        long second = second(atNanos);
        int at = (int) (second % slots.length);
        if (slotSecond[at] < second) {
            slotSecond[at] = second;
            slots[at] = 0;
        }
        if (slotSecond[at] == second) {
            slots[at] += amount;
        }
    }

    private long second(long atNanos) {
        return Math.max(0, atNanos - startNanos) / SECOND;
    }

    /** Of the second that holds {@code nowNanos} and the {@code seconds} before it. */
    double last(long nowNanos, int seconds) {
        double sum = 0;
        for (int i = 0; i < slots.length; i++) {
            long age = second(nowNanos) - slotSecond[i];
            if (age >= 0 && age <= seconds) {
                sum += slots[i];
            }
        }
        return sum;
    }

    /** Everything ever added. */
    double all() {
        return all;
    }

    /** A copy that shares nothing with this one. */
    RecentSum copy() {
        RecentSum copy = new RecentSum(startNanos, slots.length - 1);
        System.arraycopy(slots, 0, copy.slots, 0, slots.length);
        System.arraycopy(slotSecond, 0, copy.slotSecond, 0, slots.length);
        copy.all = all;
        return copy;
    }
}
