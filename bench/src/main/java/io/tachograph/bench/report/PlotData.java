package io.tachograph.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.SloResult;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.MetricRole;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page's script draws from. */
final class PlotData {
    /** The metrics of the latency distribution, in the order of their colours. */
    private static final List<LatencyMetric> DRAWN = LatencyMetric.with(MetricRole.HEADLINE);

    private PlotData() {}

    /** JSON that can stand inside a script element: it holds no {@code <}. */
    static String json(SweepRuns sweep) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = json.putArray("runs");
        for (RunResult run : sweep.runs()) {
            ObjectNode one = runs.addObject();
            ObjectNode cdf = one.putObject("cdf");
            for (LatencyMetric metric : DRAWN) {
                MetricSummary summary = run.metric(metric);
                if (summary != null) {
                    buckets(cdf.putObject(metric.key()), summary);
                }
            }
            one.set("timeline", TimelineData.json(run));
            putNullable(one, "bound", run.client().clientBound() ? run.client().sinceSeconds() : null);
            SloResult slo = run.slo();
            if (slo != null) {
                slo.thresholds().forEach(one.putObject("slo")::put);
            }
        }
        if (sweep.several()) {
            sweep(json.putObject("sweep"), sweep);
        }
        return json.toString().replace("<", "\\u003c");
    }

    /** Whether there is anything above zero to draw a distribution of. */
    static boolean hasDistribution(RunResult run) {
        return DRAWN.stream()
                .map(run::metric)
                .anyMatch(summary -> summary != null && summary.histogram().idx().length > 0);
    }

    private static void buckets(ObjectNode json, MetricSummary summary) {
        json.put("n", summary.n()).put("zero", summary.histogram().zeroCount());
        ArrayNode idx = json.putArray("idx");
        for (int index : summary.histogram().idx()) {
            idx.add(index);
        }
        ArrayNode cnt = json.putArray("cnt");
        for (long count : summary.histogram().cnt()) {
            cnt.add(count);
        }
    }

    private static void sweep(ObjectNode json, SweepRuns sweep) {
        json.put("load", sweep.load().words).put("unit", sweep.load().unit.strip());
        json.put("wanted", sweep.wantedAttainment());
        putNullable(json, "knee", sweep.knee());
        ArrayNode points = json.putArray("points");
        for (int i = 0; i < sweep.runs().size(); i++) {
            RunResult run = sweep.runs().get(i);
            ObjectNode point = points.addObject().put("load", sweep.loadOf(i)).put("name", sweep.nameOf(i));
            point.put("flags", Warnings.flags(run));
            point.set("throughput", rounded(run.rates().requestThroughput()));
            for (LatencyMetric metric : List.of(LatencyMetric.TTFT, LatencyMetric.E2E)) {
                MetricSummary summary = run.metric(metric);
                if (summary != null) {
                    for (String quantile : List.of("p50", "p99")) {
                        putNullable(
                                point,
                                metric.key() + "_" + quantile,
                                summary.quantiles().get(quantile));
                    }
                }
            }
            SloResult slo = run.slo();
            putNullable(point, "attainment", slo == null ? null : slo.attainment());
            putNullable(point, "goodput", slo == null ? null : slo.goodput());
        }
    }

    private static void putNullable(ObjectNode json, String name, @Nullable Double value) {
        json.set(name, rounded(value));
    }

    /** Five digits are more than a plot can show; null where there is no finite number. */
    static JsonNode rounded(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return JsonNodeFactory.instance.nullNode();
        }
        BigDecimal shown = new BigDecimal(value).round(new MathContext(5)).stripTrailingZeros();
        return JsonNodeFactory.instance.numberNode(shown);
    }
}
