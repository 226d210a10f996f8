package io.tachograph.simulator;

import java.util.function.LongSupplier;

/** A monotonic clock that moves when a test says so; begins near the end of its range so that it wraps. */
final class ManualClock implements LongSupplier {
    private long nanos = Long.MAX_VALUE - 1_000;

    void advanceNanos(long by) {
        nanos += by;
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
