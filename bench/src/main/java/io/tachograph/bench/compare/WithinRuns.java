package io.tachograph.bench.compare;

import io.tachograph.bench.statistics.ConfidenceInterval;
import io.tachograph.bench.statistics.Normal;
import io.tachograph.bench.statistics.StudentT;
import org.jspecify.annotations.Nullable;

/**
 * The interval of a difference from the intervals of its two parts, which need not be symmetric: MOVER (Zou and Donner,
 * Statistics in Medicine 27, 2008; for shares Newcombe 1998, method 10). The p-value is read off it as though it were
 * normal on the side that faces zero (Altman and Bland, BMJ 343, 2011).
 */
final class WithinRuns {
    private static final double AS_NORMAL = 1e6;

    private WithinRuns() {}

    static @Nullable Effect effect(Scale scale, SideEstimate a, SideEstimate b, double confidence) {
        if (scale == Scale.RATIO && !(a.value() > 0 && b.value() > 0)) {
            return null;
        }
        double difference = scale.of(b.value()) - scale.of(a.value());
        double down = Math.hypot(below(scale, b), above(scale, a));
        double up = Math.hypot(above(scale, b), below(scale, a));
        double facingZero = difference >= 0 ? down : up;
        double z = difference == 0 ? 0 : Normal.twoSided(confidence) * Math.abs(difference) / facingZero;
        return new Effect(
                new ConfidenceInterval(difference - down, difference + up),
                StudentT.twoSidedTail(z, AS_NORMAL),
                Method.WITHIN_RUNS);
    }

    private static double below(Scale scale, SideEstimate side) {
        double low = side.interval().low();
        return scale == Scale.RATIO && low <= 0 ? Double.POSITIVE_INFINITY : scale.of(side.value()) - scale.of(low);
    }

    private static double above(Scale scale, SideEstimate side) {
        return scale.of(side.interval().high()) - scale.of(side.value());
    }
}
