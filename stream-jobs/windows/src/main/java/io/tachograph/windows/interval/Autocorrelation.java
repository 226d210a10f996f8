package io.tachograph.windows.interval;

/** How a series of blocks hangs together in time. */
final class Autocorrelation {
    /** A series that remembers for longer than this cannot be distinguished from one that drifts. */
    private static final double STRONGEST = 0.97;

    private static final int QUIET_LAGS = 5;

    private final int n;
    private final double[] covariance;

    Autocorrelation(double[] series) {
        n = series.length;
        double mean = 0;
        for (double value : series) {
            mean += value / n;
        }
        covariance = new double[n / 2 + 1];
        for (int lag = 0; lag < covariance.length; lag++) {
            for (int t = lag; t < n; t++) {
                covariance[lag] += (series[t] - mean) * (series[t - lag] - mean) / n;
            }
        }
    }

    /**
     * The chunk length that Politis and White (2004, corrected with Patton 2009) derive for the circular bootstrap;
     * 1 where nothing hangs together.
     */
    double politisWhite() {
        if (covariance[0] <= 0) {
            return 1;
        }
        int bandwidth = bandwidth();
        double spectrum = covariance[0];
        double slope = 0;
        for (int lag = 1; lag <= Math.min(bandwidth, covariance.length - 1); lag++) {
            double weight = Math.min(1, 2 * (1 - (double) lag / bandwidth));
            spectrum += 2 * weight * covariance[lag];
            slope += 2 * weight * lag * covariance[lag];
        }
        return spectrum <= 0 ? 1 : Math.cbrt(1.5 * slope * slope / (spectrum * spectrum) * n);
    }

    /** Twice the lag after which five correlations in a row are indistinguishable from none. */
    private int bandwidth() {
        double insignificant = 2 * Math.sqrt(Math.log10(n) / n) * covariance[0];
        int quiet = 0;
        for (int lag = 1; lag < covariance.length; lag++) {
            quiet = Math.abs(covariance[lag]) < insignificant ? quiet + 1 : 0;
            if (quiet == QUIET_LAGS) {
                return Math.max(1, 2 * (lag - QUIET_LAGS));
            }
        }
        return Math.max(1, covariance.length - 1);
    }

    /**
     * The share of one block's deviation that the next one keeps, were it a first-order process. Where neighbours
     * clearly hang together it is taken from the decay after the first lag, since the first also holds the noise of
     * counting; but not where the second neighbour is on the other side of the mean: what swings does not decay. It is
     * corrected for what a short series hides (Kendall 1954).
     */
    double persistence() {
        if (covariance.length < 4 || covariance[0] <= 0) {
            return 0;
        }
        double first = covariance[1] / covariance[0];
        double persistence = Math.max(0, first);
        if (first > 2 / Math.sqrt(n) && covariance[2] > 0) {
            persistence = Math.max(first, (covariance[2] + covariance[3]) / (covariance[1] + covariance[2]));
        }
        return Math.min(STRONGEST, persistence + (1 + 3 * persistence) / n);
    }
}
