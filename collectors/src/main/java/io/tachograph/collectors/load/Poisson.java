package io.tachograph.collectors.load;

import java.util.SplittableRandom;

/**
 * A Poisson process: independent, exponentially distributed gaps, as many independent users make.
 *
 * @param perSecond requests a second, on average
 * @param seed decides the schedule; processes that run side by side need different ones, or they fire in step
 */
public record Poisson(double perSecond, long seed) implements OpenLoop {
    public Poisson {
        Rates.check(perSecond);
    }

    @Override
    public Schedule schedule() {
        SplittableRandom random = new SplittableRandom(seed);
        return new Schedule() {
            private double seconds;

            @Override
            public long nextNanos() {
                // By inversion, not the JDK's nextExponential, whose algorithm a later JDK may change.
                seconds -= StrictMath.log1p(-random.nextDouble()) / perSecond;
                return (long) (seconds * 1e9);
            }
        };
    }
}
