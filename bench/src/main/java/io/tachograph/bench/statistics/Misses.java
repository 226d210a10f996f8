package io.tachograph.bench.statistics;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How much misses of a latency threshold cluster. Timelines do not count them per second, so that each second's share is
 * taken from its median and 99th percentile, as of a log-normal distribution, against the latency that as many requests
 * of the runs exceed as missed. Only the clustering comes from this, never the share itself.
 */
final class Misses {
    private final List<RunResult> runs;
    private final Function<Second, @Nullable Double> median;
    private final @Nullable Function<Second, @Nullable Double> tail;
    private final double logThreshold;
    private final double spread;

    private Misses(
            List<RunResult> runs,
            Function<Second, @Nullable Double> median,
            @Nullable Function<Second, @Nullable Double> tail,
            double logThreshold,
            double spread) {
        this.runs = runs;
        this.median = median;
        this.tail = tail;
        this.logThreshold = logThreshold;
        this.spread = spread;
    }

    /**
     * @param metric TTFT or E2E, whose medians timelines have
     * @param share of successful requests that missed
     */
    static Batches of(List<RunResult> runs, LatencyMetric metric, double share) {
        List<RunResult> with =
                runs.stream().filter(run -> run.metric(metric) != null).toList();
        if (with.isEmpty() || share <= 0) {
            return Batches.NONE;
        }
        Distribution all =
                Distribution.of(with.stream().map(run -> run.metric(metric)).toList());
        double threshold = Math.log(all.quantile(1 - share));
        boolean ttft = metric == LatencyMetric.TTFT;
        Function<Second, @Nullable Double> median = ttft ? Second::ttftP50 : Second::e2eP50;
        Misses misses =
                new Misses(with, median, ttft ? Second::ttftP99 : null, threshold, spreadInside(with, median, all));
        return misses.batches();
    }

    /** Standard deviation of the logarithm inside a second: what is left of the whole one. */
    private static double spreadInside(
            List<RunResult> runs, Function<Second, @Nullable Double> median, Distribution all) {
        double whole = Math.log(all.quantile(0.9) / all.quantile(0.5)) / Normal.quantile(0.9);
        double[] medians = runs.stream()
                .flatMap(run -> Dependence.measured(run).stream())
                .map(median)
                .filter(value -> value != null && value > 0)
                .mapToDouble(value -> Math.log(value))
                .toArray();
        double mean = 0;
        for (double value : medians) {
            mean += value / medians.length;
        }
        double squares = 0;
        for (double value : medians) {
            squares += (value - mean) * (value - mean) / medians.length;
        }
        return Math.sqrt(Math.max(0.01 * whole * whole, whole * whole - squares));
    }

    private Batches batches() {
        double requests = 0;
        double missed = 0;
        for (RunResult run : runs) {
            for (Second second : Dependence.measured(run)) {
                double k = succeeded(second);
                requests += k;
                missed += k * share(second);
            }
        }
        double mean = requests == 0 ? 0 : missed / requests;
        return Batches.of(runs.stream()
                .map(run -> Dependence.series(
                        Dependence.measured(run),
                        second -> succeeded(second) * (share(second) - mean),
                        second -> succeeded(second) * mean * (1 - mean)))
                .toList());
    }

    private double succeeded(Second second) {
        return median.apply(second) == null ? 0 : second.finished() - second.failed();
    }

    private double share(Second second) {
        Double half = median.apply(second);
        if (half == null || half <= 0) {
            return 0;
        }
        double sigma = spread;
        Double high = tail == null ? null : tail.apply(second);
        if (high != null && high > half) {
            double k = second.finished() - second.failed();
            double rank = Math.max(1, Math.ceil(0.99 * k));
            // Blom's expected normal score of that rank; the largest of few is no 99th percentile.
            double score = Normal.quantile((rank - 0.375) / (k + 0.25));
            sigma = score > 0.1 ? Math.log(high / half) / score : spread;
        }
        double distance = logThreshold - Math.log(half);
        return sigma > 0 ? 1 - Normal.cdf(distance / sigma) : distance < 0 ? 1 : 0;
    }
}
