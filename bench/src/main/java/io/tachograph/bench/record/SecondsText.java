package io.tachograph.bench.record;

/** Nanoseconds as seconds in decimal, every digit exact: 1500000 is {@code 0.0015}. */
final class SecondsText {
    private static final long SECOND = 1_000_000_000L;

    private SecondsText() {}

    static String of(long nanos) {
        StringBuilder text = new StringBuilder(16);
        if (nanos < 0) {
            text.append('-');
        }
        text.append(Math.abs(nanos / SECOND));
        long fraction = Math.abs(nanos % SECOND);
        if (fraction > 0) {
            text.append('.');
            for (long digit = SECOND / 10; fraction > 0; digit /= 10) {
                text.append((char) ('0' + fraction / digit));
                fraction %= digit;
            }
        }
        return text.toString();
    }
}
