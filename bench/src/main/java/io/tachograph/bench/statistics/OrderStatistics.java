package io.tachograph.bench.statistics;

import java.util.function.LongPredicate;

/** Ranks between which a quantile lies, whatever the distribution. */
public final class OrderStatistics {
    private OrderStatistics() {}

    /**
     * Ranks l and u, as shares of n, with P(X₍l₎ ≤ x_q &lt; X₍u₎) = P(l ≤ Bin(n, q) &lt; u) ≥ {@code confidence}
     * (David and Nagaraja, Order Statistics, 3rd ed., 7.1; for clustered samples Woodruff, Journal of the American
     * Statistical Association 47, 1952).
     *
     * @param q 0 &lt; q &lt; 1
     * @param n effective number of values, at least 1; need not be whole
     * @return shares of n; 0 and infinity where n is too small for a rank to bound that side
     */
    public static ConfidenceInterval ranks(double q, double n, double confidence) {
        double tail = (1 - confidence) / 2;
        long least = firstWithCdfAbove(tail, q, n);
        // P(Bin < l) ≤ tail holds for l = least and no larger one.
        double low = least / n;
        long most = firstWithCdfAtLeast(1 - tail, q, n) + 1;
        return new ConfidenceInterval(low, most > n ? Double.POSITIVE_INFINITY : most / n);
    }

    private static long firstWithCdfAbove(double p, double q, double n) {
        return first(n, k -> cdf(k, q, n) > p);
    }

    private static long firstWithCdfAtLeast(double p, double q, double n) {
        return first(n, k -> cdf(k, q, n) >= p);
    }

    /** P(Bin(n, q) ≤ k). */
    static double cdf(long k, double q, double n) {
        return k >= n ? 1 : IncompleteBeta.of(n - k, k + 1.0, 1 - q);
    }

    private static long first(double n, LongPredicate holds) {
        long low = 0;
        long high = (long) Math.ceil(n);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
