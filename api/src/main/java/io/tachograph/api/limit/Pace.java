package io.tachograph.api.limit;

import io.tachograph.api.caller.RateLimit;
import java.time.Duration;

/**
 * How much may be taken at once, and how it comes back: steadily, or all at the beginning of each period. What was taken
 * beyond it is owed, and comes back no sooner.
 *
 * @param microsEach in what time one comes back, microseconds
 * @param most how many may be taken at once
 * @param stepMicros the period, counted from 1970 on in UTC; 0 where they come back steadily
 */
record Pace(double microsEach, long most, long stepMicros) {
    static Pace of(RateLimit limit) {
        return new Pace(60e6 / limit.perMinute(), limit.burst(), 0);
    }

    /** @param amount that may be taken in a period */
    static Pace steady(long amount, Duration period) {
        return new Pace(micros(period) / (double) amount, amount, 0);
    }

    /** @param amount that may be taken in a period */
    static Pace stepped(long amount, Duration period) {
        return new Pace(micros(period) / (double) amount, amount, micros(period));
    }

    private static long micros(Duration period) {
        return period.toNanos() / 1_000;
    }

    boolean isStepped() {
        return stepMicros > 0;
    }

    /** The moment up to which all has come back that could: the period's beginning, or now. */
    double reached(double nowMicros) {
        return isStepped() ? nowMicros - nowMicros % stepMicros : nowMicros;
    }

    /** When an amount that is taken ahead of the reached moment has come back, microseconds from now; 0 for none. */
    double until(double aheadMicros, double nowMicros) {
        if (aheadMicros <= 0 || !isStepped()) {
            return Math.max(0, aheadMicros);
        }
        // A rounding error must not cost another period.
        double periods = Math.max(1, Math.ceil(aheadMicros / stepMicros - 1e-9));
        return reached(nowMicros) + periods * stepMicros - nowMicros;
    }
}
