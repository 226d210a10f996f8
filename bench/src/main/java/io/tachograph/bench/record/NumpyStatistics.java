package io.tachograph.bench.record;

import java.util.Arrays;

/**
 * All values of a metric, for statistics as numpy computes them: the deviation with divisor n, percentiles by linear
 * interpolation between the two neighbours of rank p·(n − 1), and 0 where there are no values. Not thread-safe.
 */
final class NumpyStatistics {
    private final double[] values;
    private int n;
    private boolean sorted;

    /** @param capacity most values that will be added */
    NumpyStatistics(int capacity) {
        values = new double[capacity];
    }

    void add(double value) {
        values[n++] = value;
        sorted = false;
    }

    double mean() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += values[i];
        }
        return n == 0 ? 0 : sum / n;
    }

    double deviation() {
        double mean = mean();
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return n == 0 ? 0 : Math.sqrt(squares / n);
    }

    /** @param percent from 0 to 100 */
    double percentile(double percent) {
        if (n == 0) {
            return 0;
        }
        if (!sorted) {
            Arrays.sort(values, 0, n);
            sorted = true;
        }
        double rank = percent / 100 * (n - 1);
        int below = (int) rank;
        double above = values[Math.min(n - 1, below + 1)];
        return values[below] + (above - values[below]) * (rank - below);
    }
}
