package io.tachograph.bench.sweep;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import io.tachograph.bench.statistics.StudentT;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast outstanding requests pile up, as a share of the requests that arrive: 0.05 means that of a hundred arriving
 * requests five are not served, so that the rate is 1/0.95 of what the target sustains, however short its queue still is.
 *
 * <p>Of the last three quarters of the measured seconds, twice: the slope of a straight line, whose error counts the
 * autocorrelation of the residuals (Santer et al., Journal of Geophysical Research 105, 2000), because a queue near its
 * limit wanders far without growing; and the mean step from second to second, which is as good for a queue that is always
 * full. Each end is that of the tighter interval.
 *
 * @param share the line's slope ÷ the rate of arrivals
 * @param low lower end of its one-sided 99.5 % interval
 * @param high upper end of its one-sided 95 % interval
 */
public record Growth(
        double share, @Nullable Double low, @Nullable Double high) {
    private static final double FAIL_TWO_SIDED = 0.99;
    private static final double PASS_TWO_SIDED = 0.9;
    private static final int FEWEST_SECONDS = 6;

    /**
     * Of the number in flight, or of those scheduled and not ended, which also counts what waits in the client, but not
     * what was over the limit and never sent; whichever grows faster. Null when the run is too short to tell, which it also
     * is when a typical request takes a quarter of it.
     */
    static @Nullable Growth of(RunResult run) {
        List<Second> all = run.timeline();
        int to = all.size();
        while (to > 0 && !(all.get(to - 1).measured() && all.get(to - 1).scheduled() > 0)) {
            to--;
        }
        int from = 0;
        while (from < to && !all.get(from).measured()) {
            from++;
        }
        var e2e = run.metric(LatencyMetric.E2E);
        if (to - from < FEWEST_SECONDS || e2e == null || e2e.quantiles().getOrDefault("p50", 0.0) > (to - from) / 4.0) {
            return null;
        }
        from += (to - from) / 4;
        double[] underWay = new double[to - from];
        double[] outstanding = new double[to - from];
        double arrived = 0;
        double balance = 0;
        for (int i = 0; i < to; i++) {
            Second second = all.get(i);
            balance += second.scheduled() - second.overLimit() - second.finished();
            if (i >= from) {
                arrived += second.scheduled();
                underWay[i - from] = second.concurrency();
                outstanding[i - from] = balance;
            }
        }
        double rate = arrived / (to - from);
        Growth a = of(underWay, rate);
        Growth b = of(outstanding, rate);
        return a.share >= b.share ? a : b;
    }

    private static Growth of(double[] values, double rate) {
        Growth line = slope(values, rate);
        Growth steps = steps(values, rate);
        return new Growth(line.share, larger(line.low, steps.low), smaller(line.high, steps.high));
    }

    private static @Nullable Double larger(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : Double.valueOf(Math.max(a, b));
    }

    private static @Nullable Double smaller(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : Double.valueOf(Math.min(a, b));
    }

    /** The mean step: of a queue that is never empty the steps are independent, else they pull back. */
    private static Growth steps(double[] values, double rate) {
        int n = values.length - 1;
        double mean = (values[n] - values[0]) / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double off = values[i + 1] - values[i] - mean;
            squares += off * off;
        }
        double error = Math.sqrt(squares / (n - 1) / n) / rate;
        return new Growth(
                mean / rate,
                mean / rate - StudentT.twoSided(FAIL_TWO_SIDED, n - 1.0) * error,
                mean / rate + StudentT.twoSided(PASS_TWO_SIDED, n - 1.0) * error);
    }

    private static Growth slope(double[] values, double rate) {
        int n = values.length;
        double middle = (n - 1) / 2.0;
        double mean = 0;
        double product = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            mean += values[i] / n;
            product += (i - middle) * values[i];
            spread += (i - middle) * (i - middle);
        }
        double slope = product / spread;
        double squares = 0;
        double neighbours = 0;
        double before = 0;
        for (int i = 0; i < n; i++) {
            double residual = values[i] - mean - slope * (i - middle);
            squares += residual * residual;
            neighbours += residual * before;
            before = residual;
        }
        double raw = squares > 0 ? neighbours / squares : 0;
        // Residuals of a fitted line are less correlated than what they come from.
        double r = Math.max(0, Math.min(0.99, raw + (2 + 4 * raw) / n));
        double degrees = n * (1 - r) / (1 + r) - 2;
        if (degrees < 1) {
            return new Growth(slope / rate, null, null);
        }
        double error = Math.sqrt(squares / degrees / spread) / rate;
        return new Growth(
                slope / rate,
                slope / rate - StudentT.twoSided(FAIL_TWO_SIDED, degrees) * error,
                slope / rate + StudentT.twoSided(PASS_TWO_SIDED, degrees) * error);
    }

    /** Shown to be at least {@code share}. */
    boolean above(double share) {
        return low != null && low > 0 && this.share > share;
    }

    /** Shown to be less than {@code share}. */
    boolean below(double share) {
        return high != null && high <= share;
    }
}
