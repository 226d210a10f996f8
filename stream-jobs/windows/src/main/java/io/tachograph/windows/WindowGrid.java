package io.tachograph.windows;

import io.tachograph.store.Resolution;
import java.io.Serializable;
import java.time.Duration;

/**
 * Where windows lie in time and when they are emitted.
 *
 * <p>A request belongs to the window it was <em>sent</em> in, but its record comes when it has <em>finished</em>. So
 * the stream's clock (its watermark) runs on finish times, and a window stays open for the longest request after its
 * end: only then can no request be missing. Until then it is emitted early, as often as {@code emitEvery}, whenever
 * something was counted in it. Everything here is a function of times in the records, so a replay emits the same.
 *
 * @param resolution length of the windows, aligned to the epoch
 * @param maxRequestDuration how long a request may take and still count
 * @param emitEvery how often an open window that changed is emitted; divides the resolution or equals it
 */
public record WindowGrid(Resolution resolution, Duration maxRequestDuration, Duration emitEvery)
        implements Serializable {
    public WindowGrid {
        if (maxRequestDuration.isNegative()) {
            throw new IllegalArgumentException("maximum request duration " + maxRequestDuration + " is negative");
        }
        if (emitEvery.toMillis() <= 0 || resolution.length().toMillis() % emitEvery.toMillis() != 0) {
            throw new IllegalArgumentException(
                    "emission every " + emitEvery + " does not divide windows of " + resolution.length());
        }
    }

    /** Start of the window that holds a time; all in milliseconds since the epoch. */
    public long startOf(long millis) {
        return Math.floorDiv(millis, resolution.length().toMillis())
                * resolution.length().toMillis();
    }

    /** End of the window that starts then, exclusive. */
    public long endOf(long windowStart) {
        return windowStart + resolution.length().toMillis();
    }

    /** When the clock has reached this, the window is complete. */
    public long completeAt(long windowStart) {
        return endOf(windowStart) + maxRequestDuration.toMillis();
    }

    /** The next time, after the clock stands at {@code watermark}, at which a window that changed is to be emitted. */
    public long nextEmission(long windowStart, long watermark) {
        long every = emitEvery.toMillis();
        long first = windowStart + every;
        long next = watermark < first ? first : (Math.floorDiv(watermark, every) + 1) * every;
        return Math.min(next, completeAt(windowStart));
    }
}
