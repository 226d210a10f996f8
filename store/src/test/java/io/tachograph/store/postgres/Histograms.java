package io.tachograph.store.postgres;

import io.tachograph.store.StoredHistogram;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Histograms made from values, by the words of the definition. */
final class Histograms {
    private Histograms() {}

    static StoredHistogram of(double... seconds) {
        Map<Integer, Long> buckets = new TreeMap<>();
        for (double value : seconds) {
            if (value > 0) {
                buckets.merge((int) Math.ceil(Math.log(value) / Math.log(2) * 32) - 1, 1L, Long::sum);
            }
        }
        return new StoredHistogram(
                seconds.length,
                Arrays.stream(seconds).sum(),
                Arrays.stream(seconds).min().orElse(0),
                Arrays.stream(seconds).max().orElse(0),
                Arrays.stream(seconds).filter(value -> value <= 0).count(),
                buckets.keySet().stream().mapToInt(Integer::intValue).toArray(),
                buckets.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** The value of rank ⌈q·n⌉ of all values. */
    static double nearestRank(double q, double... seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(q * sorted.length) - 1];
    }
}
