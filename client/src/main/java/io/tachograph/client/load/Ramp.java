package io.tachograph.client.load;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;

/**
 * A rate that changes steadily from one value to another and then stays. There is no arrival after a ramp down to zero.
 *
 * @param fromPerSecond requests a second at the start
 * @param toPerSecond requests a second from the end of the ramp on; one of the two may be zero when the shape is linear
 * @param duration of the change
 * @param shape of the change
 * @param gaps how arrivals lie around the rate
 * @param seed decides the schedule
 */
public record Ramp(double fromPerSecond, double toPerSecond, Duration duration, Shape shape, Gaps gaps, long seed)
        implements OpenLoop {
    /** How the rate goes from one value to the other. */
    public enum Shape {
        /** The same amount each second. */
        LINEAR,
        /** The same factor each second. */
        EXPONENTIAL;

        private String words() {
            return this == LINEAR ? "linear" : "exponential";
        }
    }

    public Ramp {
        RateFormat.checkTime("duration of the ramp", duration);
        RateFormat.checkOrZero(fromPerSecond);
        RateFormat.checkOrZero(toPerSecond);
        if (fromPerSecond == 0 && toPerSecond == 0) {
            throw new IllegalArgumentException("a ramp from 0 to 0 requests a second has no arrivals");
        }
        if (shape == Shape.EXPONENTIAL && (fromPerSecond == 0 || toPerSecond == 0)) {
            throw new IllegalArgumentException("an exponential ramp cannot begin or end at 0 requests a second");
        }
    }

    @Override
    public String kind() {
        return "ramp";
    }

    @Override
    public String describe() {
        return "ramp " + RateFormat.text(fromPerSecond) + " to " + RateFormat.text(toPerSecond) + " in "
                + RateFormat.text(duration) + ", " + shape.words() + ", " + gaps.words();
    }

    @Override
    public Schedule schedule() {
        double rampNanos = duration.toNanos();
        double perNano = toPerSecond / 1e9;
        double arrivals = rampNanos * meanPerSecond() / 1e9;
        DoubleUnaryOperator withinRamp = shape == Shape.LINEAR ? this::linear : this::exponential;
        return new RescaledSchedule(gaps.points(seed), point -> {
            if (point < arrivals) {
                // Rounding must not put it behind the first one after the ramp.
                return Math.min(withinRamp.applyAsDouble(point), rampNanos);
            }
            return perNano == 0 ? Double.POSITIVE_INFINITY : rampNanos + (point - arrivals) / perNano;
        });
    }

    /** Over the time of the ramp. */
    private double meanPerSecond() {
        return shape == Shape.LINEAR || fromPerSecond == toPerSecond
                ? (fromPerSecond + toPerSecond) / 2
                : (toPerSecond - fromPerSecond) / StrictMath.log(toPerSecond / fromPerSecond);
    }

    /** The root of {@code a·t + s·t²/2 = point}, in the form that does not cancel; a the first rate, s the slope. */
    private double linear(double point) {
        double a = fromPerSecond / 1e9;
        double s = (toPerSecond - fromPerSecond) / 1e9 / duration.toNanos();
        double root = Math.sqrt(Math.max(0, a * a + 2 * s * point));
        return point == 0 ? 0 : 2 * point / (a + root);
    }

    /** The root of {@code a·(e^(g·t) − 1)/g = point}; a the first rate, g the growth. */
    private double exponential(double point) {
        double a = fromPerSecond / 1e9;
        double g = StrictMath.log(toPerSecond / fromPerSecond) / duration.toNanos();
        return g == 0 ? point / a : StrictMath.log1p(g * point / a) / g;
    }
}
