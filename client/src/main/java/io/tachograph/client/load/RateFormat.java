package io.tachograph.client.load;

import java.math.BigDecimal;
import java.time.Duration;

/** What a rate may be, and how it is written. */
final class RateFormat {
    /** One in eleven days. Instants of much rarer ones would not fit into nanoseconds. */
    private static final double LEAST = 1e-6;

    private static final double MOST = 1e9;

    private RateFormat() {}

    static void check(double perSecond) {
        if (!(perSecond >= LEAST && perSecond <= MOST)) {
            throw new IllegalArgumentException(
                    "rate is " + perSecond + " a second, but must be at least 1e-6 and at most 1e9");
        }
    }

    static void checkOrZero(double perSecond) {
        if (perSecond != 0) {
            check(perSecond);
        }
    }

    static void checkTime(String what, Duration time) {
        // A hundred years; more does not fit into nanoseconds.
        if (time.isNegative() || time.isZero() || time.toDays() > 36_500) {
            throw new IllegalArgumentException(what + " is " + time + ", but must be above zero and at most 100 years");
        }
    }

    /** {@code 20/s} */
    static String text(double perSecond) {
        return number(perSecond) + "/s";
    }

    /** {@code 1.5 s} */
    static String text(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
    }

    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
