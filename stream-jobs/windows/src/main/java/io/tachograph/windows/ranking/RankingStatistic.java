package io.tachograph.windows.ranking;

import java.util.Locale;

/** What of a metric a ranking is by. */
public enum RankingStatistic {
    P50(0.5),
    P95(0.95),
    /** A rate itself. */
    VALUE(0.5);

    /** A 95 % interval of a quantile from fewer than n values cannot exist; a rank takes ten times as many. */
    private static final int TIMES = 10;

    private final double quantile;
    private final long sampleMinimum;

    RankingStatistic(double quantile) {
        this.quantile = quantile;
        this.sampleMinimum = TIMES * fewestForAnInterval(quantile);
    }

    /** The fewest values that lie on both sides of a quantile with 95 % probability: 6, 29, 59, 299 for p50 to p99. */
    static long fewestForAnInterval(double q) {
        long n = 1;
        while (Math.pow(q, n) + Math.pow(1 - q, n) > 0.05) {
            n++;
        }
        return n;
    }

    double quantile() {
        return quantile;
    }

    /** Values needed for a rank. */
    public long sampleMinimum() {
        return sampleMinimum;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
