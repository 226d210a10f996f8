package io.tachograph.bench.report;

import io.tachograph.bench.result.Counts;
import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Objects;

/** The few numbers that are looked at first. */
final class KeyFigures {
    private KeyFigures() {}

    static void show(Markup page, RunResult result) {
        page.open("dl", "class", "figures");
        Counts counts = result.counts();
        figure(
                page,
                "Requests",
                Figures.number(result.rates().requestThroughput()) + "/s",
                Figures.count(counts.ok()) + " of " + Figures.count(counts.offered()) + " successful");
        figure(
                page,
                "Output tokens",
                OutcomeTables.atLeast(result.tokens())
                        + Figures.number(result.rates().outputThroughput()) + "/s",
                Figures.count(result.tokens().output()) + " in all");
        latency(page, result, LatencyMetric.TTFT);
        latency(page, result, LatencyMetric.TPOT);
        latency(page, result, LatencyMetric.E2E);
        figure(
                page,
                "Failed",
                Figures.percent(counts.errorRate()),
                Figures.count(counts.failed()) + " of " + Figures.count(counts.ok() + counts.failed()) + " finished");
        SloResult slo = result.slo();
        if (slo != null) {
            figure(
                    page,
                    "Goodput",
                    Figures.number(slo.goodput()) + "/s",
                    Figures.percent(slo.attainment()) + " met the SLO");
        }
        MetricSummary lag = result.metric(LatencyMetric.LAG);
        if (lag != null) {
            figure(
                    page,
                    "Client lag p99",
                    Figures.duration(quantile(lag, "p99")),
                    "at most " + Figures.duration(lag.max()));
        }
        page.close();
    }

    private static void latency(Markup page, RunResult result, LatencyMetric metric) {
        MetricSummary summary = result.metric(metric);
        if (summary != null) {
            figure(
                    page,
                    metric.name() + " p50",
                    Figures.duration(quantile(summary, "p50")),
                    "p99 " + Figures.duration(quantile(summary, "p99")));
        }
    }

    static double quantile(MetricSummary summary, String name) {
        return Objects.requireNonNullElse(summary.quantiles().get(name), Double.NaN);
    }

    private static void figure(Markup page, String title, String value, String beside) {
        page.open("div").leaf("dt", title).leaf("dd", value).leaf("dd", beside, "class", "beside");
        page.close();
    }
}
