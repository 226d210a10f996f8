package io.tachograph.client.load;

import java.util.SplittableRandom;

/** Independent gaps between arrivals, 1 on average. Not thread-safe. */
@FunctionalInterface
interface UnitRateGaps {
    double next();

    /** By inversion, not the JDK's nextExponential, whose algorithm a later JDK may change. */
    static UnitRateGaps exponential(SplittableRandom random) {
        return () -> -StrictMath.log1p(-random.nextDouble());
    }
}
