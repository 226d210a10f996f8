package io.tachograph.bench.statistics;

/** The standard normal distribution. */
public final class Normal {
    private Normal() {}

    /**
     * The value below which a share {@code p} lies, to about seven digits: Wichura, Algorithm AS 241 (PPND7), Applied
     * Statistics 37 (1988).
     *
     * @param p between 0 and 1, both excluded
     */
    public static double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("probability " + p + " is not in (0, 1)");
        }
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q
                    * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                    / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
        }
        double r = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
        double value;
        if (r <= 5) {
            r -= 1.6;
            value = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
                    / ((0.12021132975 * r + 0.73700164250) * r + 1);
        } else {
            r -= 5;
            value = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
                    / ((0.012258202635 * r + 0.24197894225) * r + 1);
        }
        return q < 0 ? -value : value;
    }

    /** The share below {@code z}, to 1e-7: Abramowitz and Stegun 26.2.17. */
    public static double cdf(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }

    /** What {@link #quantile} has to be multiplied by for a two-sided interval: 1.96 for 0.95. */
    public static double twoSided(double confidence) {
        return quantile(0.5 + confidence / 2);
    }
}
