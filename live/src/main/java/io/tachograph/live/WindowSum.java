package io.tachograph.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.schemas.avro.SloCount;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The windows of one group of series that start at one time, added up. Not thread-safe. */
final class WindowSum {
    private static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99);

    private final long startMillis;
    private final List<String> group;
    private final Map<LatencyMetric, LatencyHistogram> latencies = new EnumMap<>(LatencyMetric.class);
    private final Map<String, long[]> slos = new TreeMap<>();
    private boolean complete = true;
    private long requests;
    private long succeeded;
    private long cancelled;
    private long inputTokens;
    private long outputTokens;

    WindowSum(long startMillis, List<String> group) {
        this.startMillis = startMillis;
        this.group = group;
    }

    void add(LiveWindow window) {
        complete &= window.complete();
        requests += window.requests();
        succeeded += window.succeeded();
        cancelled += window.cancelled();
        inputTokens += window.inputTokens();
        outputTokens += window.outputTokens();
        window.latencies()
                .forEach((metric, values) -> latencies
                        .computeIfAbsent(metric, of -> new LatencyHistogram())
                        .merge(values));
        for (SloCount slo : window.slos()) {
            long[] counts = slos.computeIfAbsent(slo.getName(), name -> new long[2]);
            counts[0] += slo.getEligible();
            counts[1] += slo.getMet();
        }
    }

    /** As JSON; latencies in seconds. */
    ObjectNode toJson(LiveSelection selection) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("time", Instant.ofEpochMilli(startMillis).toString());
        json.put("seconds", LiveWindows.WINDOW_MILLIS / 1000);
        ObjectNode labels = json.putObject("labels");
        for (int i = 0; i < group.size(); i++) {
            labels.put(selection.groupBy().get(i).key(), group.get(i));
        }
        json.put("complete", complete);
        json.put("requests", requests);
        json.put("failed", requests - succeeded - cancelled);
        json.put("cancelled", cancelled);
        json.put("input_tokens", inputTokens);
        json.put("output_tokens", outputTokens);
        ObjectNode metrics = json.putObject("latencies");
        latencies.forEach((metric, values) -> metrics.set(metric.key(), summary(values)));
        ObjectNode attained = json.putObject("slos");
        slos.forEach((name, counts) ->
                attained.putObject(name).put("eligible", counts[0]).put("met", counts[1]));
        return json;
    }

    private static ObjectNode summary(LatencyHistogram values) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("n", values.count());
        json.put("mean", values.sumNanos() / 1e9 / values.count());
        for (double q : QUANTILES) {
            json.put("p" + Math.round(q * 100), values.quantileNanos(q) / 1e9);
        }
        return json;
    }
}
