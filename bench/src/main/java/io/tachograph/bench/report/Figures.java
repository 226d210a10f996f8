package io.tachograph.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as the page shows them: three significant digits, but no digit before the decimal point is dropped. */
final class Figures {
    /** What stands where there is no value. */
    static final String NONE = "–";

    private Figures() {}

    static String number(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) >= 99.95) {
            return String.format(Locale.ROOT, "%,.0f", value).replace('-', '−');
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP));
        // Padded: 0.5 is shown as 0.500, so that columns say how exact they are.
        int decimals = Math.max(0, 2 - (rounded.precision() - rounded.scale() - 1));
        return rounded.setScale(decimals, RoundingMode.HALF_UP).toPlainString().replace('-', '−');
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace('-', '−');
    }

    /** {@code seconds} with the unit that suits it. */
    static String duration(double seconds) {
        String unit = unitOf(seconds);
        return number(seconds * perSecond(unit)) + "\u00A0" + unit;
    }

    /** A share as a percentage; never rounded to 0 or 100 when it is neither. */
    static String percent(double share) {
        String text = share == 1 ? "100" : number(share * 100);
        if (share > 0.9995 && share < 1) {
            // Of valueOf, which has the decimal digits that a double is written with.
            BigDecimal exact = BigDecimal.valueOf(share).movePointRight(2);
            text = exact.setScale(4, RoundingMode.FLOOR).stripTrailingZeros().toPlainString();
        }
        return text + "\u00A0%";
    }

    /** The unit of a row of durations, by its typical one. */
    static String unitOf(double seconds) {
        return Math.abs(seconds) >= 1 ? "s" : "ms";
    }

    static double perSecond(String unit) {
        return unit.equals("s") ? 1 : 1000;
    }
}
