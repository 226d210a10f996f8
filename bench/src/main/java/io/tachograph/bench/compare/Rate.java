package io.tachograph.bench.compare;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import io.tachograph.bench.statistics.ConfidenceInterval;
import io.tachograph.bench.statistics.Dependence;
import io.tachograph.bench.statistics.Normal;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something per second. Its interval is normal on the logarithm, with the variance of batch means of the timeline.
 *
 * @param metric its name
 * @param unit requests or tokens per second
 * @param rate of a run
 * @param perSecond of one second of a run's timeline, in proportion
 */
record Rate(String metric, String unit, ToDoubleFunction<RunResult> rate, Function<Second, Double> perSecond)
        implements Quantity {
    static final Rate REQUESTS =
            new Rate("request_throughput", "requests/s", run -> run.rates().requestThroughput(), s ->
                    (double) (s.finished() - s.failed()));
    static final Rate TOKENS =
            new Rate("output_throughput", "tokens/s", run -> run.rates().outputThroughput(), Second::outputTokens);

    @Override
    public String statistic() {
        return "";
    }

    @Override
    public Scale scale() {
        return Scale.RATIO;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public boolean in(RunResult run) {
        return rate.applyAsDouble(run) > 0;
    }

    @Override
    public long requests(RunResult run) {
        return run.counts().ok();
    }

    @Override
    public long fewest() {
        return 6;
    }

    @Override
    public double of(List<RunResult> runs) {
        double seconds = runs.stream().mapToDouble(RunResult::measuredSeconds).sum();
        return runs.stream()
                        .mapToDouble(run -> rate.applyAsDouble(run) * run.measuredSeconds())
                        .sum()
                / seconds;
    }

    @Override
    public @Nullable SideEstimate within(List<RunResult> runs, double confidence) {
        return around(of(runs), Dependence.relativeVariance(runs, perSecond), confidence);
    }

    /** Null when the variance is not known. */
    static @Nullable SideEstimate around(double value, double relativeVariance, double confidence) {
        if (!(relativeVariance < Double.POSITIVE_INFINITY)) {
            return null;
        }
        double half = Normal.twoSided(confidence) * Math.sqrt(relativeVariance);
        return new SideEstimate(value, new ConfidenceInterval(value * Math.exp(-half), value * Math.exp(half)));
    }
}
