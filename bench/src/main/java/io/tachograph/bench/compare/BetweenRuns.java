package io.tachograph.bench.compare;

import io.tachograph.bench.statistics.ConfidenceInterval;
import io.tachograph.bench.statistics.StudentT;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Welch's t interval (Biometrika 34, 1947) of the difference of means over runs. */
final class BetweenRuns {
    private BetweenRuns() {}

    /**
     * @param a one value per run, where effects are differences; at least two
     * @param b the same
     * @return null when the runs of neither side differ, which says nothing about the next run
     */
    static @Nullable Effect effect(double[] a, double[] b, double confidence) {
        double fromA = variance(a) / a.length;
        double fromB = variance(b) / b.length;
        double variance = fromA + fromB;
        if (!(variance > 0)) {
            return null;
        }
        double degrees = variance * variance / (fromA * fromA / (a.length - 1) + fromB * fromB / (b.length - 1));
        double difference = mean(b) - mean(a);
        double half = StudentT.twoSided(confidence, degrees) * Math.sqrt(variance);
        return new Effect(
                new ConfidenceInterval(difference - half, difference + half),
                StudentT.twoSidedTail(difference / Math.sqrt(variance), degrees),
                Method.BETWEEN_RUNS);
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
