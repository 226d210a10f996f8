package io.tachograph.windows.sample;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Mean and maximum of one gauge, taken as straight lines between readings. The mean is weighted by time: readings that
 * come close together count no more than others. Where the line crosses the window's border, the border's value takes
 * part in the maximum, so that the mean is never above it. Not thread-safe.
 */
public final class GaugeTotals {
    private double integral;
    private long micros;
    private double max = Double.NaN;

    /** A reading; NaN when there is none. */
    public void count(double value) {
        if (!Double.isNaN(value) && !(max >= value)) {
            max = value;
        }
    }

    /** A part of the line between two readings; nothing when one of them has no value. */
    public void stretch(
            double fromValue, double toValue, long fromMicros, long toMicros, long startMicros, long endMicros) {
        if (Double.isNaN(fromValue) || Double.isNaN(toValue)) {
            return;
        }
        double slope = (toValue - fromValue) / (toMicros - fromMicros);
        double atStart = fromValue + slope * (startMicros - fromMicros);
        double atEnd = endMicros == toMicros ? toValue : fromValue + slope * (endMicros - fromMicros);
        integral += (atStart + atEnd) / 2 * (endMicros - startMicros);
        micros += endMicros - startMicros;
        count(atStart);
        count(atEnd);
    }

    /** Mean over the time that is covered; null when none is. */
    public @Nullable Double mean() {
        return micros == 0 ? null : integral / micros;
    }

    /** Largest value; null when there is none. */
    public @Nullable Double max() {
        return Double.isNaN(max) ? null : max;
    }

    /** The value times time, in the gauge's unit times seconds. */
    public double integralSeconds() {
        return integral / 1e6;
    }

    public GaugeTotals copy() {
        GaugeTotals copy = new GaugeTotals();
        copy.integral = integral;
        copy.micros = micros;
        copy.max = max;
        return copy;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeDouble(integral);
        out.writeLong(micros);
        out.writeDouble(max);
    }

    public static GaugeTotals readFrom(DataInput in) throws IOException {
        GaugeTotals totals = new GaugeTotals();
        totals.integral = in.readDouble();
        totals.micros = in.readLong();
        totals.max = in.readDouble();
        return totals;
    }
}
