package io.tachograph.client.load;

import java.util.function.DoubleUnaryOperator;

/** Unit-rate points, mapped to instants. */
final class RescaledSchedule implements OpenLoop.Schedule {
    /** 146 years: what comes later never comes, and sums of two instants stay within a long. */
    private static final double NEVER = 0x1p62;

    private final UnitRateArrivals points;
    private final DoubleUnaryOperator nanosAt;
    private boolean ended;

    /**
     * @param nanosAt the instant by which so many arrivals are expected, in nanoseconds from the start; infinite when
     *     there will never be as many
     */
    RescaledSchedule(UnitRateArrivals points, DoubleUnaryOperator nanosAt) {
        this.points = points;
        this.nanosAt = nanosAt;
    }

    /** For a rate that does not change. */
    RescaledSchedule(UnitRateArrivals points, double perSecond) {
        this(points, point -> point * 1e9 / perSecond);
    }

    @Override
    public long nextNanos() {
        double nanos = ended ? Double.POSITIVE_INFINITY : nanosAt.applyAsDouble(points.next());
        ended = nanos >= NEVER;
        return ended ? NONE : Math.round(nanos);
    }
}
