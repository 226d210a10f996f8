package io.tachograph.windows.regression;

/** What of a latency is compared. */
public enum ComparedStatistic {
    P50("p50", 0.5, 60),
    P95("p95", 0.95, 590);

    private final String key;
    private final double quantile;
    private final long sampleMinimum;

    ComparedStatistic(String key, double quantile, long sampleMinimum) {
        this.key = key;
        this.quantile = quantile;
        this.sampleMinimum = sampleMinimum;
    }

    public String key() {
        return key;
    }

    double quantile() {
        return quantile;
    }

    /** Values that each side needs: ten times the fewest for which a 95 % interval of the quantile exists. */
    long sampleMinimum() {
        return sampleMinimum;
    }
}
