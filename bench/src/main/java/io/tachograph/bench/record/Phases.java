package io.tachograph.bench.record;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What of a run is measured. A request is warm-up when its arrival has a number below {@code warmUpRequests} or is
 * scheduled less than {@code warmUp} after the start; it is cool-down when it is scheduled within the last
 * {@code coolDown} of {@code duration}. A run that ends before its duration has that much less of its last parts.
 *
 * @param warmUpRequests number of arrivals, 0 for none
 * @param warmUp time, zero for none
 * @param coolDown time, zero for none
 * @param duration time after which nothing arrives any more, null when the run has no such limit
 */
public record Phases(
        long warmUpRequests,
        Duration warmUp,
        Duration coolDown,
        @Nullable Duration duration) {
    /** All is measured. */
    public static final Phases ALL_MEASURED = new Phases(0, Duration.ZERO, Duration.ZERO, null);

    public Phases {
        if (warmUpRequests < 0 || warmUp.isNegative() || coolDown.isNegative()) {
            throw new IllegalArgumentException("warm-up and cool-down must not be negative");
        }
        if (!coolDown.isZero() && duration == null) {
            throw new IllegalArgumentException("a cool-down of " + seconds(coolDown)
                    + " needs a run with a duration: nobody knows when a run that counts requests will end");
        }
        if (duration != null && warmUp.plus(coolDown).compareTo(duration) >= 0) {
            throw new IllegalArgumentException("warm-up of " + seconds(warmUp) + " and cool-down of "
                    + seconds(coolDown) + " leave nothing to measure of " + seconds(duration));
        }
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1e3 + " s";
    }

    /**
     * The phase of a request.
     *
     * @param number its arrival's number, from 0
     * @param scheduledNanos when it was scheduled, from the start of the run
     */
    public Phase of(long number, long scheduledNanos) {
        if (number < warmUpRequests || scheduledNanos < warmUp.toNanos()) {
            return Phase.WARMUP;
        }
        return scheduledNanos < measuredEndNanos() ? Phase.MEASURED : Phase.COOLDOWN;
    }

    /** From the start of the run to the first request that is scheduled too late; {@link Long#MAX_VALUE} without end. */
    long measuredEndNanos() {
        return duration == null || coolDown.isZero() ? Long.MAX_VALUE : endOfMeasured();
    }

    /**
     * When the arrivals of the measured part end, from the start of the run.
     *
     * @throws IllegalStateException without a duration
     */
    long endOfMeasured() {
        if (duration == null) {
            throw new IllegalStateException("a run without a duration has no such end");
        }
        return duration.minus(coolDown).toNanos();
    }
}
