package io.tachograph.client.clock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Places instants of the monotonic clock ({@link System#nanoTime}) in wall-clock time, by one pair of readings taken
 * once per process.
 *
 * <p>The pair is never taken again, so the order of events is never turned by a clock that was set. The price: a step
 * of the wall clock, or a machine that slept, leaves event times behind by that much until the process is restarted.
 * {@link #driftMicros} shows by how much. (The kernel steers the rate of both clocks alike, so without a step they stay
 * together.)
 *
 * <p>Thread-safe.
 */
public final class WallClock {
    private static final WallClock PROCESS = new WallClock(System::nanoTime, Instant::now);

    private final LongSupplier nanoTime;
    private final Supplier<Instant> wallTime;
    private final long anchorNanos;
    private final long anchorMicros;

    /**
     * A clock of other readings than the process', such as one that a test turns.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    public WallClock(LongSupplier nanoTime, Supplier<Instant> wallTime) {
        this.nanoTime = nanoTime;
        this.wallTime = wallTime;
        // The middle of two monotonic readings halves what a pause between them can do.
        long before = nanoTime.getAsLong();
        anchorMicros = micros(wallTime.get());
        anchorNanos = before + (nanoTime.getAsLong() - before) / 2;
    }

    /** The clock of this process. */
    public static WallClock ofProcess() {
        return PROCESS;
    }

    /** A reading of {@link System#nanoTime} as microseconds since the epoch. Later readings never map to earlier times. */
    public long microsAt(long nanos) {
        return anchorMicros + Math.floorDiv(nanos - anchorNanos, 1000L);
    }

    /** Its nanoseconds, from an arbitrary origin: {@link System#nanoTime} for the clock of this process. */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Now, in microseconds since the epoch. */
    public long nowMicros() {
        return microsAt(nanoTime());
    }

    /** The same as an instant. */
    public Instant now() {
        return Instant.EPOCH.plus(nowMicros(), ChronoUnit.MICROS);
    }

    /** Microseconds since the epoch. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Microseconds that the system's wall clock is now ahead of this one; negative when it is behind. */
    public long driftMicros() {
        return micros(wallTime.get()) - nowMicros();
    }
}
