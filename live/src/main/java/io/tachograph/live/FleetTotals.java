package io.tachograph.live;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What complete windows have added up to since a time, by model and origin. Only ever grows, as a counter does. Models beyond
 * {@value #MOST} groups are counted together. Not thread-safe.
 */
final class FleetTotals {
    static final int MOST = 100;
    static final String OTHERS = "_others";

    private final long sinceMillis;
    private final Map<List<String>, Group> groups = new HashMap<>();
    private long newestEndMillis;
    private long merged;

    /** @param sinceMillis windows that start earlier do not count: they have been counted */
    FleetTotals(long sinceMillis) {
        this.sinceMillis = sinceMillis;
    }

    /** One group's sums, to be added to. */
    private static final class Group {
        final Map<LatencyMetric, LatencyHistogram> latencies = new EnumMap<>(LatencyMetric.class);
        final Map<String, FleetGroup.Slo> slos = new HashMap<>();
        long succeeded;
        long failed;
        long cancelled;
        long inputTokens;
        long outputTokens;
    }

    /** Adds a window that has just become complete, and was not before. */
    void add(LiveWindow window) {
        if (window.startMillis() < sinceMillis) {
            return;
        }
        newestEndMillis = Math.max(newestEndMillis, window.startMillis() + LiveWindows.WINDOW_MILLIS);
        Group group = groupOf(
                window.series().value(LiveDimension.MODEL), window.series().value(LiveDimension.ORIGIN));
        group.succeeded += window.succeeded();
        group.cancelled += window.cancelled();
        group.failed += window.requests() - window.succeeded() - window.cancelled();
        group.inputTokens += window.inputTokens();
        group.outputTokens += window.outputTokens();
        window.latencies()
                .forEach((metric, values) -> group.latencies
                        .computeIfAbsent(metric, of -> new LatencyHistogram())
                        .merge(values));
        window.slos()
                .forEach(slo -> group.slos.merge(
                        slo.getName(), new FleetGroup.Slo(slo.getEligible(), slo.getMet()), FleetGroup.Slo::plus));
    }

    private Group groupOf(String model, String origin) {
        Group known = groups.get(List.of(model, origin));
        if (known != null) {
            return known;
        }
        boolean full = groups.size() >= MOST;
        merged += full ? 1 : 0;
        return groups.computeIfAbsent(full ? List.of(OTHERS, origin) : List.of(model, origin), of -> new Group());
    }

    /** Copies of all groups, in no order. */
    List<FleetGroup> groups() {
        List<FleetGroup> copies = new ArrayList<>();
        groups.forEach((key, group) -> {
            Map<LatencyMetric, LatencyHistogram> latencies = new EnumMap<>(LatencyMetric.class);
            group.latencies.forEach((metric, values) -> latencies.put(metric, values.copy()));
            copies.add(new FleetGroup(
                    key.get(0),
                    key.get(1),
                    group.succeeded,
                    group.failed,
                    group.cancelled,
                    group.inputTokens,
                    group.outputTokens,
                    latencies,
                    Map.copyOf(group.slos)));
        });
        return copies;
    }

    /** End of the newest window that was added, milliseconds since 1970; 0 before the first. */
    long newestEndMillis() {
        return newestEndMillis;
    }

    /** Windows that were counted among the others. */
    long merged() {
        return merged;
    }

    long sinceMillis() {
        return sinceMillis;
    }
}
