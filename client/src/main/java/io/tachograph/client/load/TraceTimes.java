package io.tachograph.client.load;

import io.tachograph.client.workload.trace.Trace;
import java.util.Locale;

/** Arrivals at the instants of a trace, the first at the start, then none any more. */
public final class TraceTimes implements OpenLoop {
    private static final double LATEST_NANOS = 4e18;

    private final long[] offsetsNanos;
    private final double speed;

    /** @param speed 1 for as recorded, 2 for twice as fast */
    public TraceTimes(Trace trace, double speed) {
        if (!(speed > 0 && speed <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("speed is " + speed + ", but must be above zero");
        }
        this.offsetsNanos = trace.offsetsNanos();
        if (offsetsNanos[offsetsNanos.length - 1] / speed > LATEST_NANOS) {
            throw new IllegalArgumentException("speed is " + speed + ", but then the trace would take centuries");
        }
        this.speed = speed;
    }

    @Override
    public Schedule schedule() {
        return new Schedule() {
            private int number;

            @Override
            public long nextNanos() {
                // A double is exact to the nanosecond for more than a hundred days.
                return number == offsetsNanos.length ? NONE : (long) (offsetsNanos[number++] / speed);
            }
        };
    }

    /** Name of the process. */
    @Override
    public String kind() {
        return "trace";
    }

    /** The process in words. */
    @Override
    public String describe() {
        return String.format(Locale.ROOT, "trace of %d arrivals at %s times its speed", offsetsNanos.length, speed);
    }
}
