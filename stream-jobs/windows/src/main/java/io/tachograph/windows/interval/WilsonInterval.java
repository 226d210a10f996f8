package io.tachograph.windows.interval;

/** The interval of Wilson (1927) for a share of independent trials: it has a width where nothing failed yet. */
public final class WilsonInterval {
    private static final double Z = 1.959964;

    private WilsonInterval() {}

    /**
     * The 95 % interval.
     *
     * @param trials above zero
     */
    public static Interval of(long hits, long trials) {
        double share = (double) hits / trials;
        double shrink = 1 + Z * Z / trials;
        double middle = (share + Z * Z / (2.0 * trials)) / shrink;
        double half = Z / shrink * Math.sqrt(share * (1 - share) / trials + Z * Z / (4.0 * trials * trials));
        return new Interval(Math.max(0, Math.min(share, middle - half)), Math.min(1, Math.max(share, middle + half)));
    }
}
