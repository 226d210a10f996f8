package io.tachograph.standalone.jobs;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** How far a job's event time has come. */
final class Watermarks {
    private Watermarks() {}

    /**
     * The wall clock less the earliest watermark that an operator behind a shuffle has seen. Those chained to a source
     * are left out: a subtask whose partitions are idle keeps its last watermark, and nobody waits for it.
     *
     * @return NaN without a watermark, before the first and after the last
     */
    static double delaySeconds(Collection<SeenMetric> metrics, long nowMillis) {
        Set<String> sourceTasks = metrics.stream()
                .filter(SeenMetric::isOfSource)
                .map(SeenMetric::task)
                .collect(Collectors.toSet());
        double earliest = metrics.stream()
                .filter(metric -> metric.name().equals("currentInputWatermark"))
                .filter(metric -> !metric.operator().isEmpty() && !sourceTasks.contains(metric.task()))
                .mapToDouble(SeenMetric::value)
                .min()
                .orElse(Double.NaN);
        return earliest == Long.MIN_VALUE || earliest >= Long.MAX_VALUE ? Double.NaN : (nowMillis - earliest) / 1e3;
    }
}
