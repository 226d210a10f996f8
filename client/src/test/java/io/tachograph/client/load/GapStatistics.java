package io.tachograph.client.load;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

/** Statistics of arrival instants, written without regard to how the instants were made. */
final class GapStatistics {
    private GapStatistics() {}

    static long[] instants(OpenLoop arrivals, int most) {
        OpenLoop.Schedule schedule = arrivals.schedule();
        return LongStream.generate(schedule::nextNanos)
                .takeWhile(instant -> instant != OpenLoop.Schedule.NONE)
                .limit(most)
                .toArray();
    }

    /** Including the one before the first. */
    static double[] gaps(long[] instants) {
        double[] gaps = new double[instants.length];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = instants[i] - (i == 0 ? 0 : instants[i - 1]);
        }
        return gaps;
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    static double coefficientOfVariation(double[] values) {
        return Math.sqrt(variance(values)) / mean(values);
    }

    /** Numbers of arrivals in windows of one length, the last begun window left out. */
    static double[] counts(long[] instants, double windowNanos) {
        double[] counts = new double[(int) (instants[instants.length - 1] / windowNanos)];
        for (long instant : instants) {
            int window = (int) (instant / windowNanos);
            if (window < counts.length) {
                counts[window]++;
            }
        }
        return counts;
    }

    /** Variance over mean of the counts in windows: 1 for Poisson, whatever their length. */
    static double indexOfDispersion(double[] counts) {
        return variance(counts) / mean(counts);
    }

    /** Pearson's correlation of {@code x[i]} and {@code y[i + lag]}. */
    static double correlation(double[] x, double[] y, int lag) {
        int n = Math.min(x.length, y.length) - lag;
        double[] a = Arrays.copyOfRange(x, 0, n);
        double[] b = Arrays.copyOfRange(y, lag, lag + n);
        double meanA = mean(a);
        double meanB = mean(b);
        double products = 0;
        for (int i = 0; i < n; i++) {
            products += (a[i] - meanA) * (b[i] - meanB);
        }
        return products / n / Math.sqrt(variance(a) * variance(b));
    }

    /**
     * The Kolmogorov–Smirnov statistic times the root of n. In a sample from the distribution it is above 1.95 once in a
     * thousand (Kolmogorov's limit; n here is large).
     */
    static double kolmogorovSmirnov(double[] values, DoubleUnaryOperator cdf) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double n = sorted.length;
        double most = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = cdf.applyAsDouble(sorted[i]);
            most = Math.max(most, Math.max(expected - i / n, (i + 1) / n - expected));
        }
        return most * Math.sqrt(n);
    }

    /**
     * Distribution function of a gamma variable with mean 1 and a shape below about 50: the series of the incomplete gamma
     * function, x^k e^(-x) Σ x^i / Γ(k + i + 1) (DLMF 8.7.1), the gamma function by Stirling's series.
     */
    static double gammaCdf(double shape, double value) {
        double x = value * shape;
        if (x <= 0) {
            return 0;
        }
        double term = Math.exp(shape * Math.log(x) - x - logGamma(shape + 1));
        double sum = term;
        for (int i = 1; term > sum * 1e-16; i++) {
            term *= x / (shape + i);
            sum += term;
        }
        return Math.min(1, sum);
    }

    private static double logGamma(double z) {
        double shift = 0;
        double y = z;
        for (; y < 10; y++) {
            shift += Math.log(y);
        }
        double r = 1 / (y * y);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / y;
        return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
    }
}
