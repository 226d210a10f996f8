package io.tachograph.bench.compare;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.statistics.Batches;
import io.tachograph.bench.statistics.ConfidenceInterval;
import io.tachograph.bench.statistics.Dependence;
import io.tachograph.bench.statistics.Distribution;
import io.tachograph.bench.statistics.Normal;
import io.tachograph.bench.statistics.OrderStatistics;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.List;
import java.util.Objects;

/**
 * A statistic of a latency.
 *
 * <p>A quantile lies between two order statistics whose ranks are binomial quantiles for the effective number of requests
 * (Woodruff 1952), each taken at the outer end of its bucket, so that buckets cannot make a difference. A mean has the
 * normal interval.
 *
 * @param metric its name
 * @param statistic {@code mean} or a quantile's name
 * @param q the quantile, 0 for the mean
 * @param fewest fewest requests for it, see definitions.md
 */
record Latency(String metric, String statistic, double q, long fewest) implements Quantity {
    static List<Quantity> of(String metric) {
        return List.of(
                new Latency(metric, "mean", 0, 6),
                new Latency(metric, "p50", 0.5, 6),
                new Latency(metric, "p90", 0.9, 29),
                new Latency(metric, "p95", 0.95, 59),
                new Latency(metric, "p99", 0.99, 299));
    }

    @Override
    public String unit() {
        return "seconds";
    }

    @Override
    public Scale scale() {
        return Scale.RATIO;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public boolean in(RunResult run) {
        MetricSummary summary = run.metrics().get(metric);
        return summary != null && summary.n() > 0;
    }

    /** Gaps of one answer depend on each other, so that requests count, not gaps. */
    @Override
    public long requests(RunResult run) {
        long n = summary(run).n();
        return metric.equals(LatencyMetric.ICL.key()) ? Math.min(n, run.counts().ok()) : n;
    }

    @Override
    public double of(List<RunResult> runs) {
        return value(distribution(runs));
    }

    @Override
    public SideEstimate within(List<RunResult> runs, double confidence) {
        Distribution all = distribution(runs);
        long n = runs.stream().mapToLong(this::requests).sum();
        double effective = Math.max(1, n / dependence(runs).inflation());
        if (q == 0) {
            double half = Normal.twoSided(confidence) * all.stddev() / Math.sqrt(effective);
            return new SideEstimate(value(all), new ConfidenceInterval(all.mean() - half, all.mean() + half));
        }
        ConfidenceInterval ranks = OrderStatistics.ranks(q, effective, confidence);
        double value = value(all);
        return new SideEstimate(
                value,
                new ConfidenceInterval(
                        Math.min(value, all.below(ranks.low())), Math.max(value, all.above(ranks.high()))));
    }

    /** A median's moves with the level; what lies above it also with bursts. */
    private Batches dependence(List<RunResult> runs) {
        Batches level = Dependence.ofMedians(runs, metric.startsWith("ttf") ? LatencyMetric.TTFT : LatencyMetric.E2E);
        if (q == 0) {
            return level.ofMean();
        }
        return q == 0.5 ? level : level.or(Dependence.ofTails(runs));
    }

    private double value(Distribution all) {
        return q == 0 ? all.mean() : all.quantile(q);
    }

    private Distribution distribution(List<RunResult> runs) {
        return Distribution.of(runs.stream().map(this::summary).toList());
    }

    private MetricSummary summary(RunResult run) {
        return Objects.requireNonNull(run.metrics().get(metric), metric);
    }
}
