package io.tachograph.bench.statistics;

/** Intervals of a share of requests. */
public final class Share {
    private Share() {}

    /**
     * Wilson's score interval (Journal of the American Statistical Association 22, 1927): in [0, 1], and usable when
     * none or all succeed.
     *
     * @param share observed, 0 to 1
     * @param n effective number of requests, above 0; need not be whole
     * @param confidence e.g. 0.95
     */
    public static ConfidenceInterval wilson(double share, double n, double confidence) {
        double z = Normal.twoSided(confidence);
        double spread = z * z / n;
        double middle = (share + spread / 2) / (1 + spread);
        double half = z * Math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread);
        return new ConfidenceInterval(
                share == 0 ? 0 : Math.max(0, middle - half), share == 1 ? 1 : Math.min(1, middle + half));
    }
}
