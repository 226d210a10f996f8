package io.tachograph.windows.slo;

import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloTotals;
import io.tachograph.windows.WindowSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the windows of a minute say of SLOs. */
public final class SloMinutes {
    private SloMinutes() {}

    /**
     * The counts of those SLOs that have an objective.
     *
     * @param emitted a window of one minute
     * @param objectives by the SLO's name
     */
    public static List<SloMinute> of(EmittedWindow emitted, Map<String, Double> objectives) {
        WindowSnapshot window = emitted.window();
        List<SloMinute> minutes = new ArrayList<>();
        for (Map.Entry<SloDefinition, SloTotals> slo : window.totals().slos().entrySet()) {
            Double objective = objectives.get(slo.getKey().name());
            if (objective != null) {
                minutes.add(new SloMinute(
                        slo.getKey().name(),
                        thresholds(slo.getKey()),
                        objective,
                        window.series(),
                        Math.floorDiv(window.windowStartMillis(), 60_000L),
                        emitted.epoch(),
                        window.totals().requests(),
                        window.complete(),
                        window.revision(),
                        new EventCounts(
                                slo.getValue().eligible(),
                                slo.getValue().eligible() - slo.getValue().met())));
            }
        }
        return minutes;
    }

    /** {@code ttft=500000000ns e2e=30000000000ns}. */
    private static String thresholds(SloDefinition slo) {
        List<String> thresholds = new ArrayList<>();
        add(thresholds, LatencyMetric.TTFT, slo.ttftNanos());
        add(thresholds, LatencyMetric.TPOT, slo.tpotNanos());
        add(thresholds, LatencyMetric.E2E, slo.e2eNanos());
        return String.join(" ", thresholds);
    }

    private static void add(List<String> thresholds, LatencyMetric metric, long nanos) {
        if (nanos != SloDefinition.ANY) {
            thresholds.add(metric.key() + "=" + nanos + "ns");
        }
    }
}
