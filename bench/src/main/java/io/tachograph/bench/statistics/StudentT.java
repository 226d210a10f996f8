package io.tachograph.bench.statistics;

/** Student's distribution. */
public final class StudentT {
    private StudentT() {}

    /** P(|T| &gt; |t|) with {@code degrees} of freedom, above 0. */
    public static double twoSidedTail(double t, double degrees) {
        if (Double.isInfinite(t)) {
            return 0;
        }
        return IncompleteBeta.of(degrees / 2, 0.5, degrees / (degrees + t * t));
    }

    /** The t that |T| stays below with probability {@code confidence}: 12.7 for 0.95 and one degree of freedom. */
    public static double twoSided(double confidence, double degrees) {
        if (!(degrees > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double low = 0;
        double high = 1;
        while (twoSidedTail(high, degrees) > 1 - confidence) {
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (twoSidedTail(middle, degrees) > 1 - confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
