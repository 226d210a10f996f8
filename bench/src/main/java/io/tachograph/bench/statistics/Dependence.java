package io.tachograph.bench.statistics;

import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import io.tachograph.bench.result.SloResult;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Estimates from the timelines of runs how much their requests depend on each other.
 *
 * <p>A second's median is the value of rank r of its k requests. If requests are independent draws from the run's
 * distribution F, then F(median) has the beta distribution with r and k − r + 1, whatever F is. The standardised
 * deviations from it are what {@link Batches} looks at.
 */
public final class Dependence {
    private Dependence() {}

    /** Of the level of a metric: medians per second of TTFT or E2E. */
    public static Batches ofMedians(List<RunResult> runs, LatencyMetric metric) {
        return of(runs, metric, 0.5, metric == LatencyMetric.TTFT ? Second::ttftP50 : Second::e2eP50);
    }

    /** Of the tail of {@code ttft}: 99th percentiles per second. */
    public static Batches ofTails(List<RunResult> runs) {
        return of(runs, LatencyMetric.TTFT, 0.99, Second::ttftP99);
    }

    /** Of a share that is counted per second: failures among those that ended. */
    public static Batches ofFailures(List<RunResult> runs) {
        double failed = sum(runs, Second::failed);
        double finished = sum(runs, Second::finished);
        if (failed == 0 || failed == finished) {
            return Batches.NONE;
        }
        double share = failed / finished;
        return Batches.of(runs.stream()
                .map(run -> series(
                        measured(run), s -> s.failed() - share * s.finished(), s -> s.finished() * share * (1 - share)))
                .toList());
    }

    /**
     * Of good requests among those offered: the largest of what failures show and what the timeline's latencies say about
     * misses of the thresholds.
     *
     * @param fromSchedule whether good is counted from when requests were scheduled
     */
    public static Batches ofAttainment(List<RunResult> runs, boolean fromSchedule) {
        double ok = 0;
        double good = 0;
        boolean ofFirstToken = false;
        boolean ofWhole = false;
        for (RunResult run : runs) {
            SloResult slo = run.slo();
            if (slo != null) {
                ok += run.counts().ok();
                good += fromSchedule ? slo.goodFromSchedule() : slo.good();
                for (String metric : slo.thresholds().keySet()) {
                    ofFirstToken |= metric.startsWith("ttf");
                    ofWhole |= !metric.startsWith("ttf");
                }
            }
        }
        double missed = ok == 0 ? 0 : Math.max(0, 1 - good / ok);
        Batches batches = ofFailures(runs);
        if (ofFirstToken) {
            batches = batches.or(Misses.of(runs, LatencyMetric.TTFT, missed));
        }
        return ofWhole ? batches.or(Misses.of(runs, LatencyMetric.E2E, missed)) : batches;
    }

    /**
     * Squared relative standard error of a total, e.g. of the tokens of all seconds; infinite when the runs are too short
     * to tell.
     */
    public static double relativeVariance(List<RunResult> runs, Function<Second, Double> value) {
        double total = sum(runs, value);
        double seconds = sum(runs, s -> 1);
        if (total <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double mean = total / seconds;
        Batches perSecond = Batches.of(runs.stream()
                .map(run -> series(measured(run), s -> value.apply(s) / mean - 1, s -> 1.0))
                .toList());
        return perSecond.known() ? perSecond.effect() / seconds : Double.POSITIVE_INFINITY;
    }

    static List<Second> measured(RunResult run) {
        return run.timeline().stream().filter(Second::measured).toList();
    }

    private static Batches of(
            List<RunResult> runs, LatencyMetric metric, double q, Function<Second, @Nullable Double> statistic) {
        List<RunResult> with =
                runs.stream().filter(run -> run.metric(metric) != null).toList();
        if (with.isEmpty()) {
            return Batches.NONE;
        }
        Distribution all =
                Distribution.of(with.stream().map(run -> run.metric(metric)).toList());
        return Batches.of(with.stream()
                .map(run ->
                        series(measured(run), second -> deviation(second, q, statistic, all), second -> {
                            long k = second.finished() - second.failed();
                            return statistic.apply(second) == null ? 0 : (double) k;
                        }))
                .toList());
    }

    private static double deviation(
            Second second, double q, Function<Second, @Nullable Double> statistic, Distribution all) {
        Double value = statistic.apply(second);
        long k = second.finished() - second.failed();
        if (value == null || k < 1) {
            return 0;
        }
        double rank = Math.max(1, Math.ceil(q * k));
        double mean = rank / (k + 1);
        double variance = rank * (k - rank + 1) / ((k + 1.0) * (k + 1.0) * (k + 2.0));
        return Math.sqrt(k) * (all.cdf(value) - mean) / Math.sqrt(variance);
    }

    private static double sum(List<RunResult> runs, Function<Second, ? extends Number> value) {
        return runs.stream()
                .flatMap(run -> measured(run).stream())
                .mapToDouble(s -> value.apply(s).doubleValue())
                .sum();
    }

    static Batches.Series series(
            List<Second> seconds, Function<Second, Double> deviation, Function<Second, Double> variance) {
        return new Batches.Series(
                seconds.stream().mapToDouble(deviation::apply).toArray(),
                seconds.stream().mapToDouble(variance::apply).toArray());
    }
}
