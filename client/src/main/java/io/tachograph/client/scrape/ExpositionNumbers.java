package io.tachograph.client.scrape;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Values as exporters write them. */
final class ExpositionNumbers {
    /** Powers of ten that a double holds exactly. */
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private ExpositionNumbers() {}

    /** Whether the bytes are a number in the form that {@link #parse} reads. */
    static boolean isNumber(byte[] b, int from, int to) {
        if (from == to) {
            return false;
        }
        boolean digit = false;
        for (int i = from; i < to; i++) {
            if (b[i] >= '0' && b[i] <= '9') {
                digit = true;
            } else if (b[i] == 'e' || b[i] == 'E') {
                return digit && isExponent(b, i + 1, to);
            } else if (b[i] != '.' && (i != from || (b[i] != '+' && b[i] != '-'))) {
                return isWord(b, from, to);
            } else if (b[i] == '.' && hasDot(b, from, i)) {
                return false;
            }
        }
        return digit;
    }

    private static boolean hasDot(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '.') {
                return true;
            }
        }
        return false;
    }

    private static boolean isExponent(byte[] b, int from, int to) {
        int first = from < to && (b[from] == '+' || b[from] == '-') ? from + 1 : from;
        for (int i = first; i < to; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return false;
            }
        }
        return first < to;
    }

    private static boolean isWord(byte[] b, int from, int to) {
        return (to - from <= 9 && !Double.isNaN(word(b, from, to))) || isNaN(b, from, to);
    }

    private static boolean isNaN(byte[] b, int from, int to) {
        return to - from == 3 && text(b, from, to).equals("nan");
    }

    /** An infinity, or NaN for anything else. */
    private static double word(byte[] b, int from, int to) {
        return switch (text(b, from, to)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** The value of what {@link #isNumber} accepts. Digits with at most one dot, the most of a text, make no object. */
    static double parse(byte[] b, int from, int to) {
        long digits = 0;
        int decimals = -1;
        int i = b[from] == '-' ? from + 1 : from;
        if (to - i > 16) {
            return slow(b, from, to);
        }
        for (; i < to; i++) {
            if (b[i] >= '0' && b[i] <= '9') {
                digits = digits * 10 + (b[i] - '0');
                decimals += decimals >= 0 ? 1 : 0;
            } else if (b[i] == '.') {
                decimals = 0;
            } else {
                return slow(b, from, to);
            }
        }
        // At most 15 digits and an exact power of ten: the quotient is rounded once, so it is the nearest double.
        double value = digits < 1_000_000_000_000_000L ? digits / TENS[Math.max(0, decimals)] : slow(b, from, to);
        return b[from] == '-' && value > 0 ? -value : value;
    }

    private static double slow(byte[] b, int from, int to) {
        byte last = b[to - 1];
        boolean word = !(last >= '0' && last <= '9') && last != '.';
        return word
                ? word(b, from, to)
                : Double.parseDouble(new String(b, from, to - from, StandardCharsets.ISO_8859_1));
    }
}
