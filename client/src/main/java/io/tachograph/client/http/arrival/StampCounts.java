package io.tachograph.client.http.arrival;

import java.util.concurrent.atomic.LongAdder;

/** Counts how a client's reads were stamped. Thread-safe. */
public final class StampCounts {
    private final LongAdder impossible = new LongAdder();
    private final LongAdder reordered = new LongAdder();
    private final LongAdder stampedBytes = new LongAdder();
    private final LongAdder lateBytes = new LongAdder();

    void impossible() {
        impossible.increment();
    }

    void reordered() {
        reordered.increment();
    }

    /** Bytes whose stamp is the kernel's were read. */
    void read(int bytes, boolean late) {
        stampedBytes.add(bytes);
        if (late) {
            lateBytes.add(bytes);
        }
    }

    /** All of it so far. */
    public StampCounters sum() {
        // In this order, so that no more are late than there are.
        long late = lateBytes.sum();
        return new StampCounters(impossible.sum(), reordered.sum(), stampedBytes.sum(), late);
    }
}
