package io.tachograph.bench.sweep;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A sweep as text of at most 100 columns: one line per trial, in their order, and the outcome. */
public final class SweepTable {
    private static final String LINE = "%11s %8s %9s %10s %9s %8s  %-17s %7s  %s";

    private SweepTable() {}

    public static String of(SweepResult result) {
        StringBuilder table = new StringBuilder(header(result.swept()));
        result.trials().forEach(trial -> table.append(line(trial)));
        return table.append('\n').append(outcome(result)).append('\n').toString();
    }

    /** The line above the trials. */
    public static String header(String swept) {
        return LINE.formatted(
                        swept, "seconds", "done/s", "ttft p99", "e2e p99", "good", "interval", "growth", "verdict")
                + "\n";
    }

    /** The line of one trial, also while the sweep goes on. */
    public static String line(SweepTrial trial) {
        RunResult run = trial.result();
        Judgement judgement = trial.judgement();
        String interval = judgement.low() == null ? "-" : percent(judgement.low()) + " .. " + percent(judgement.high());
        return LINE.formatted(
                                number("%.5g", trial.value()),
                                number("%.0f", run.measuredSeconds()),
                                number("%.5g", run.rates().requestThroughput()),
                                p99(run, LatencyMetric.TTFT_SCHEDULED),
                                p99(run, LatencyMetric.E2E_SCHEDULED),
                                percent(judgement.attainment()),
                                interval,
                                judgement.growth() == null
                                        ? "-"
                                        : number("%+.1f%%", judgement.growth().share() * 100),
                                judgement.verdict().label() + (trial.confirming() ? " *" : ""))
                        .stripTrailing()
                + "\n";
    }

    private static String outcome(SweepResult result) {
        String confirmed = result.trials().stream().anyMatch(SweepTrial::confirming)
                ? "* confirming. Times from when requests were scheduled.\n"
                : "";
        return confirmed + (result.valid() ? "" : "NOT VALID: ") + result.reason();
    }

    private static String p99(RunResult run, LatencyMetric metric) {
        MetricSummary summary = run.metric(metric);
        Double p99 = summary == null ? null : summary.quantiles().get("p99");
        return p99 == null ? "-" : p99 < 1 ? number("%.1f ms", p99 * 1e3) : number("%.3f s", p99);
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : number("%.2f", share * 100);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
