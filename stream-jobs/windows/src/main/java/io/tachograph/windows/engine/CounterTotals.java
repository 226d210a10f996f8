package io.tachograph.windows.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How much one counter rose in one window. A rise counts whole in the window that the later of two readings lies in:
 * counts stay whole numbers, and all windows together have every one of them once. Not thread-safe.
 */
final class CounterTotals {
    private double increase;
    private boolean known;

    /** From one reading to the next; a counter that went back began anew and rose from zero. NaN is no reading. */
    void step(double from, double to) {
        if (!Double.isNaN(from) && !Double.isNaN(to)) {
            increase += to >= from ? to - from : to;
            known = true;
        }
    }

    /** Null when there were not two readings to take it from. */
    @Nullable
    Double increase() {
        return known ? increase : null;
    }

    CounterTotals copy() {
        CounterTotals copy = new CounterTotals();
        copy.increase = increase;
        copy.known = known;
        return copy;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeDouble(increase);
        out.writeBoolean(known);
    }

    static CounterTotals readFrom(DataInput in) throws IOException {
        CounterTotals totals = new CounterTotals();
        totals.increase = in.readDouble();
        totals.known = in.readBoolean();
        return totals;
    }
}
