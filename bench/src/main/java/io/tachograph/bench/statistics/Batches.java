package io.tachograph.bench.statistics;

import java.util.List;

/**
 * How many times larger the variance of a run's total is than it would be if requests were independent. Requests of one
 * second share a queue, and seconds share what happens to the server, so that n requests say less than n independent
 * ones.
 *
 * <p>The run is cut into about {@value #WANTED} batches. The variance of their totals is enlarged by (1 + r) ÷ (1 − r)
 * for the correlation r of neighbours, as of a first-order autoregression (Priestley, Spectral Analysis and Time Series,
 * 1981, 5.3; r corrected for its bias as Kendall, Biometrika 41, 1954), and by (t/z)² for the few independent batches
 * that are left.
 *
 * @param effect the factor
 * @param batches how many batches, 0 when the run was too short to tell
 */
public record Batches(double effect, int batches) {
    private static final int WANTED = 30;
    private static final int FEWEST = 8;
    private static final double MOST_CORRELATION = 0.95;
    private static final double CONFIDENCE = 0.95;

    /** What is assumed where nothing can be estimated. */
    public static final Batches NONE = new Batches(1, 0);

    /** Whether the run was long enough to tell. */
    public boolean known() {
        return batches > 0;
    }

    /** What a number of requests is divided by: requests that repel each other get no credit for it. */
    public double inflation() {
        return Math.max(1, effect);
    }

    /** Of both, the one by which the run says less. */
    public Batches or(Batches other) {
        return !known() || (other.known() && other.effect > effect) ? other : this;
    }

    /**
     * For a mean, from the effect of a median: what moves a normal distribution moves its mean with π/2 times the
     * variance, in terms of the variance inside a second.
     */
    public Batches ofMean() {
        return new Batches(1 + Math.max(0, effect - 1) * Math.PI / 2, batches);
    }

    /** @param runs of each run, its series, one after the other second by second */
    public static Batches of(List<Series> runs) {
        int seconds = runs.stream().mapToInt(Series::size).sum();
        int length = Math.max(1, seconds / WANTED);
        double total = 0;
        double weight = 0;
        int batches = 0;
        for (Series run : runs) {
            int whole = run.size() / length;
            batches += whole;
            for (int i = 0; i < whole * length; i++) {
                total += run.deviation(i);
                weight += run.variance(i);
            }
        }
        if (batches < FEWEST || weight <= 0) {
            return NONE;
        }
        double squares = 0;
        double products = 0;
        for (Series run : runs) {
            double before = 0;
            for (int batch = 0; batch < run.size() / length; batch++) {
                double off = 0;
                for (int i = batch * length; i < (batch + 1) * length; i++) {
                    off += run.deviation(i) - total * run.variance(i) / weight;
                }
                squares += off * off;
                products += off * before;
                before = off;
            }
        }
        return new Batches(
                squares * batches / (batches - 1) / weight * enlargement(squares, products, batches), batches);
    }

    private static double enlargement(double squares, double products, int batches) {
        double raw = squares > 0 ? products / squares : 0;
        double r = Math.max(0, Math.min(MOST_CORRELATION, raw + (1 + 3 * raw) / batches));
        double independent = batches * (1 - r) / (1 + r);
        double t = StudentT.twoSided(CONFIDENCE, Math.max(1, independent - 1)) / Normal.twoSided(CONFIDENCE);
        return (1 + r) / (1 - r) * t * t;
    }

    /**
     * Per second, how far a total is from what it should be, and the variance that it would have if requests were
     * independent.
     */
    public static final class Series {
        private final double[] deviations;
        private final double[] variances;

        /** @param variances as many as there are deviations */
        Series(double[] deviations, double[] variances) {
            this.deviations = deviations;
            this.variances = variances;
        }

        int size() {
            return deviations.length;
        }

        double deviation(int second) {
            return deviations[second];
        }

        double variance(int second) {
            return variances[second];
        }
    }
}
