package io.tachograph.client.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether instants are a process of independent gamma-distributed gaps. All bounds are five standard errors (two-sided
 * significance 6e-7 each), the Kolmogorov–Smirnov bound has a significance of 0.001; seeds are fixed, so that a check that
 * passes once passes always.
 */
record RenewalCheck(double perSecond, double shape) {
    private static final double SIGMAS = 5;
    private static final double KS_AT_ONE_IN_A_THOUSAND = 1.95;

    static RenewalCheck poisson(double perSecond) {
        return new RenewalCheck(perSecond, 1);
    }

    /** What speaks against it, empty when nothing does. */
    List<String> objections(long[] instants) {
        List<String> objections = new ArrayList<>();
        double[] gaps = GapStatistics.gaps(instants);
        double n = gaps.length;
        double cv = 1 / Math.sqrt(shape);
        double meanSeconds = GapStatistics.mean(gaps) / 1e9;
        expect(objections, "mean gap", meanSeconds * perSecond, 1, cv / Math.sqrt(n));
        // Delta method with the gamma distribution's excess kurtosis 6/k and skewness 2/sqrt(k)
        double errorOfCv = cv * Math.sqrt((0.5 + 0.5 / shape) / n);
        expect(objections, "coefficient of variation", GapStatistics.coefficientOfVariation(gaps), cv, errorOfCv);
        expect(objections, "lag-1 correlation", GapStatistics.correlation(gaps, gaps, 1), 0, 1 / Math.sqrt(n));
        if (shape == 1) {
            // Only Poisson counts have an index that does not depend on the window.
            for (double arrivals : new double[] {0.5, 5, 50, 250}) {
                double[] counts = GapStatistics.counts(instants, arrivals * 1e9 / perSecond);
                double error = Math.sqrt((2 + 1 / arrivals) / counts.length);
                String what = "index of dispersion over " + arrivals + " arrivals";
                expect(objections, what, GapStatistics.indexOfDispersion(counts), 1, error);
            }
        }
        if (shape < 0.5) {
            // Instants are whole nanoseconds, and a large part of the gaps is shorter.
            return objections;
        }
        double ks = GapStatistics.kolmogorovSmirnov(gaps, gap -> GapStatistics.gammaCdf(shape, gap / 1e9 * perSecond));
        if (ks > KS_AT_ONE_IN_A_THOUSAND) {
            objections.add(String.format(Locale.ROOT, "distribution of gaps: sqrt(n)·D is %.2f", ks));
        }
        return objections;
    }

    private static void expect(List<String> objections, String what, double found, double expected, double error) {
        if (!(Math.abs(found - expected) <= SIGMAS * error)) {
            objections.add(String.format(
                    Locale.ROOT, "%s is %.4f, not %.4f within %.4f", what, found, expected, SIGMAS * error));
        }
    }
}
