package io.tachograph.jobs.sample;

import io.tachograph.windows.sample.SampleGrid;
import java.io.Serializable;
import java.time.Duration;

/**
 * Settings of a job over readings.
 *
 * @param outOfOrderness how much later than others of its partition a record may arrive
 * @param idleAfter a partition without a record for so long does not hold up the clock
 * @param maxGap readings further apart have nothing known between them
 * @param epoch rises with every deliberate re-computation
 */
public record SampleSettings(Duration outOfOrderness, Duration idleAfter, Duration maxGap, int epoch)
        implements Serializable {
    public SampleSettings {
        if (outOfOrderness.isNegative()) {
            throw new IllegalArgumentException("an out-of-orderness of " + outOfOrderness + " is negative");
        }
        if (maxGap.isNegative() || maxGap.isZero()) {
            throw new IllegalArgumentException("a longest gap of " + maxGap + " must be above zero");
        }
    }

    /** Readings every second: nothing is known of a gap of more than 3 s. */
    public static SampleSettings ofGpus() {
        return new SampleSettings(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(3), 0);
    }

    /** Readings every five seconds: two may be missing. */
    public static SampleSettings ofEngines() {
        return new SampleSettings(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(15), 0);
    }

    /** Readings every ten seconds: two may be missing. */
    public static SampleSettings ofContainers() {
        return new SampleSettings(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(30), 0);
    }

    /** The same with another clock. */
    public SampleSettings withClock(Duration newOutOfOrderness, Duration newIdleAfter) {
        return new SampleSettings(newOutOfOrderness, newIdleAfter, maxGap, epoch);
    }

    public SampleGrid grid() {
        return SampleGrid.withGap(maxGap);
    }
}
