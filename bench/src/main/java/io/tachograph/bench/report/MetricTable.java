package io.tachograph.bench.report;

import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All metrics with their quantiles and how far these can be trusted. */
final class MetricTable {
    /** Fewest values for a 95 % interval of a quantile; see definitions.md, Ranking. */
    private static final Map<String, Integer> FEWEST = Map.of("p50", 6, "p90", 29, "p95", 59, "p99", 299);

    private static final List<String> QUANTILES = List.of("p50", "p90", "p95", "p99");

    private MetricTable() {}

    static void show(Markup page, RunResult result) {
        page.open("div", "class", "metrics");
        Table table = new Table(
                page,
                "Successful requests; lag: all that were sent",
                3,
                "metric",
                "meaning",
                "unit",
                "n",
                "mean",
                "p50",
                "p90",
                "p95",
                "p99",
                "min",
                "max",
                "± of a quantile");
        result.metrics().forEach((name, summary) -> table.row(cells(name, summary)));
        table.end().close();
        page.leaf(
                "p",
                "Nearest-rank quantiles, each within the stated error of the exact one; n, mean, min and max are exact."
                        + (anyUncertain(result)
                                ? " * Too few values for a 95 % confidence interval of this quantile."
                                : ""),
                "class",
                "note");
    }

    private static String[] cells(String name, MetricSummary summary) {
        String unit =
                summary.unit().equals("seconds") ? Figures.unitOf(KeyFigures.quantile(summary, "p50")) : summary.unit();
        double factor = summary.unit().equals("seconds") ? Figures.perSecond(unit) : 1;
        List<String> cells = new ArrayList<>(List.of(
                name,
                LatencyMetric.ofKey(name).map(LatencyMetric::definition).orElse(""),
                unit,
                Figures.count(summary.n()),
                Figures.number(summary.mean() * factor)));
        for (String quantile : QUANTILES) {
            cells.add(Figures.number(KeyFigures.quantile(summary, quantile) * factor)
                    + (uncertain(summary, quantile) ? "*" : ""));
        }
        cells.add(Figures.number(summary.min() * factor));
        cells.add(Figures.number(summary.max() * factor));
        cells.add(Figures.percent(summary.relativeError()));
        return cells.toArray(String[]::new);
    }

    private static boolean uncertain(MetricSummary summary, String quantile) {
        return summary.n() < FEWEST.getOrDefault(quantile, 0);
    }

    private static boolean anyUncertain(RunResult result) {
        return result.metrics().values().stream()
                .anyMatch(summary -> QUANTILES.stream().anyMatch(quantile -> uncertain(summary, quantile)));
    }
}
