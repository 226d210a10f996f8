package io.tachograph.client.http.arrival;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Maps wall-clock time, in which the kernel stamps, to {@link System#nanoTime}. On Linux the two clocks run at the same
 * rate, NTP's corrections included, so their difference is constant until somebody sets the wall clock. After such a step
 * nobody can tell which stamps were taken before it, so for {@link #DISTRUST_NANOS} none is believed; nor is any as long as
 * every reading of both was interrupted, since the difference is known to half the time that the best one took. Used by one
 * thread.
 */
final class WallClockOffset {
    static final long DISTRUST_NANOS = 1_000_000_000L;

    /** Two readings further apart than this have been interrupted. */
    private static final long INTERRUPTED_NANOS = 1_000;

    /** As long as no reading of both took less, the difference is not known. Clocks that are read by a system call take 1 to 5 µs. */
    static final long UNKNOWN_NANOS = 20_000;

    private static final int ATTEMPTS = 3;
    /** Readings of the two clocks are rounded, and cores differ by a little. */
    private static final long NOISE_NANOS = 2_000;

    private final LongSupplier monotonic;
    private final LongSupplier wall;
    private long offset;
    private long offsetSpan = Long.MAX_VALUE;
    private long nowNanos;
    private long steppedNanos;
    private boolean stepped;

    WallClockOffset(LongSupplier monotonic, LongSupplier wall) {
        this.monotonic = monotonic;
        this.wall = wall;
    }

    static WallClockOffset ofThisSystem() {
        return new WallClockOffset(System::nanoTime, WallClockOffset::wallNanos);
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /**
     * Reads both clocks.
     *
     * @return the monotonic one
     */
    long read() {
        long span = Long.MAX_VALUE;
        long difference = 0;
        long before = monotonic.getAsLong();
        for (int i = 0; i < ATTEMPTS && span > INTERRUPTED_NANOS; i++) {
            long wallNanos = wall.getAsLong();
            long after = monotonic.getAsLong();
            if (after - before < span) {
                span = after - before;
                difference = wallNanos - (before + span / 2);
            }
            before = after;
        }
        nowNanos = before;
        take(difference, span);
        return nowNanos;
    }

    /** The narrower the span within which both were read, the better the difference. */
    private void take(long difference, long span) {
        boolean first = offsetSpan == Long.MAX_VALUE;
        if (!first && Math.abs(difference - offset) > span + offsetSpan + NOISE_NANOS) {
            stepped = true;
            steppedNanos = nowNanos;
            offset = difference;
            offsetSpan = span;
        } else if (span < offsetSpan) {
            offset = difference;
            offsetSpan = span;
        }
    }

    /** Whether stamps taken before the last {@link #read} can be mapped. */
    boolean trusted() {
        if (stepped && nowNanos - steppedNanos >= DISTRUST_NANOS) {
            stepped = false;
        }
        return !stepped && offsetSpan <= UNKNOWN_NANOS;
    }

    /** @return on the monotonic clock, as of the last {@link #read} */
    long monotonic(long wallNanos) {
        return wallNanos - offset;
    }
}
