package io.tachograph.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The timeline as columns. A long run is drawn with several seconds to a point, to keep the page small: counts are then
 * means, lag the largest, and latencies those of the second whose TTFT p99 is worst, since quantiles cannot be averaged.
 */
final class TimelineData {
    /** Most points of one run: about as many as a screen has pixels. */
    static final int MOST_POINTS = 600;

    private TimelineData() {}

    /** Seconds to a point. */
    static int step(RunResult run) {
        return span(run.timeline()) / (MOST_POINTS + 1) + 1;
    }

    static ObjectNode json(RunResult run) {
        List<Second> seconds = run.timeline();
        int step = step(run);
        Map<Integer, List<Second>> points = new TreeMap<>();
        for (Second second : seconds) {
            points.computeIfAbsent(Math.floorDiv(second.second(), step), at -> new ArrayList<>())
                    .add(second);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("step", step);
        ArrayNode times = json.putArray("t");
        points.keySet().forEach(at -> times.add((long) at * step));
        means(json, "scheduled", points, Second::scheduled);
        means(json, "finished", points, Second::finished);
        means(json, "failed", points, Second::failed);
        means(json, "tokens", points, Second::outputTokens);
        means(json, "concurrency", points, Second::concurrency);
        ArrayNode p50 = json.putArray("ttft_p50");
        ArrayNode p99 = json.putArray("ttft_p99");
        ArrayNode e2e = json.putArray("e2e_p50");
        ArrayNode lag = json.putArray("lag");
        for (List<Second> point : points.values()) {
            Second worst = worst(point);
            add(p50, worst.ttftP50());
            add(p99, worst.ttftP99());
            add(e2e, worst.e2eP50());
            add(lag, point.stream().mapToDouble(Second::lagMax).max().orElse(0));
        }
        measured(json, seconds);
        return json;
    }

    private static int span(List<Second> seconds) {
        return seconds.isEmpty()
                ? 0
                : seconds.get(seconds.size() - 1).second() - seconds.get(0).second() + 1;
    }

    private static void means(
            ObjectNode json, String name, Map<Integer, List<Second>> points, ToDoubleFunction<Second> value) {
        ArrayNode column = json.putArray(name);
        points.values()
                .forEach(point ->
                        add(column, point.stream().mapToDouble(value).average().orElse(0)));
    }

    private static Second worst(List<Second> point) {
        return point.stream()
                .filter(second -> second.ttftP99() != null)
                .max(Comparator.comparing(Second::ttftP99))
                .orElse(point.get(0));
    }

    /** From where to where seconds belong to the measured part; absent when no whole second does. */
    private static void measured(ObjectNode json, List<Second> seconds) {
        List<Integer> measured =
                seconds.stream().filter(Second::measured).map(Second::second).toList();
        if (!measured.isEmpty()) {
            json.put("from", measured.get(0));
            json.put("to", measured.get(measured.size() - 1) + 1);
        }
    }

    private static void add(ArrayNode column, @Nullable Double value) {
        column.add(PlotData.rounded(value));
    }
}
