package io.tachograph.bench.report;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.List;
import java.util.stream.Stream;

/** What the runs of a sweep say together. */
final class SweepSection {
    private SweepSection() {}

    static void show(Markup page, SweepRuns sweep) {
        page.open("section", "class", "sweep", "id", "sweep").leaf("h2", "All runs");
        page.leaf("p", verdict(sweep), "class", "verdict");
        page.open("div", "class", "plots");
        if (sweep.runs().stream().anyMatch(run -> run.metric(LatencyMetric.TTFT) != null)) {
            PlotFrame.show(page, "sweep-ttft", -1, "TTFT against throughput", "labels: " + sweep.load().words);
        }
        PlotFrame.show(page, "sweep-e2e", -1, "End-to-end time against throughput", "labels: " + sweep.load().words);
        if (sweep.runs().stream().anyMatch(run -> run.slo() != null)) {
            PlotFrame.show(page, "sweep-attainment", -1, "SLO attainment", "of all offered requests");
            PlotFrame.show(page, "sweep-goodput", -1, "Goodput and throughput", "");
        }
        page.close();
        table(page, sweep);
        page.close();
    }

    private static String verdict(SweepRuns sweep) {
        List<SloResult> slos = sweep.runs().stream()
                .flatMap(run -> Stream.ofNullable(run.slo()))
                .toList();
        if (slos.isEmpty()) {
            return "No SLO was given, so no load is called the highest that meets one.";
        }
        String wanted = Figures.percent(sweep.wantedAttainment()) + " of the requests within "
                + OutcomeTables.thresholds(slos.get(0));
        Double knee = sweep.knee();
        if (sweep.load() == SweepRuns.Load.NUMBER) {
            return "The runs differ in more than one load, so none is called the highest that meets the SLO.";
        }
        if (slos.stream().map(SloResult::thresholds).distinct().count() > 1) {
            return "The runs were held to different SLOs, so none is called the highest that meets it.";
        }
        if (knee == null) {
            return "No valid run met the SLO: " + wanted + ".";
        }
        return "Measured knee, the highest " + sweep.load().words
                + " up to which every valid run met the SLO, counted from scheduled times (" + wanted + "): "
                + sweep.inWords(knee) + ".";
    }

    private static void table(Markup page, SweepRuns sweep) {
        Table table = new Table(
                page,
                "Latencies and tokens of successful requests",
                2,
                sweep.load().words,
                "flags",
                "n",
                "requests/s",
                "output tokens/s",
                "TTFT p50",
                "TTFT p99",
                "TPOT p50",
                "E2E p50",
                "E2E p99",
                "failed",
                "SLO met",
                "from schedule",
                "goodput/s");
        for (int i = 0; i < sweep.runs().size(); i++) {
            RunResult run = sweep.runs().get(i);
            SloResult slo = run.slo();
            table.row(
                    sweep.nameOf(i),
                    Warnings.flags(run),
                    Figures.count(run.counts().ok()),
                    Figures.number(run.rates().requestThroughput()),
                    Figures.number(run.rates().outputThroughput()),
                    quantile(run, LatencyMetric.TTFT, "p50"),
                    quantile(run, LatencyMetric.TTFT, "p99"),
                    quantile(run, LatencyMetric.TPOT, "p50"),
                    quantile(run, LatencyMetric.E2E, "p50"),
                    quantile(run, LatencyMetric.E2E, "p99"),
                    Figures.percent(run.counts().errorRate()),
                    slo == null ? Figures.NONE : Figures.percent(slo.attainment()),
                    slo == null || slo.offered() == 0
                            ? Figures.NONE
                            : Figures.percent((double) slo.goodFromSchedule() / slo.offered()),
                    slo == null ? Figures.NONE : Figures.number(slo.goodput()));
        }
        table.end();
    }

    private static String quantile(RunResult run, LatencyMetric metric, String quantile) {
        MetricSummary summary = run.metric(metric);
        return summary == null ? Figures.NONE : Figures.duration(KeyFigures.quantile(summary, quantile));
    }
}
