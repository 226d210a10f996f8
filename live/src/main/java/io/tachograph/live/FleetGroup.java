package io.tachograph.live;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import java.util.Map;

/**
 * What the complete windows of one model and origin add up to since this instance began to count.
 *
 * @param failed requests that neither succeeded nor were cancelled
 * @param inputTokens of successful requests
 * @param outputTokens of successful requests
 * @param latencies of successful requests; nobody's to change
 * @param slos by name
 */
public record FleetGroup(
        String model,
        String origin,
        long succeeded,
        long failed,
        long cancelled,
        long inputTokens,
        long outputTokens,
        Map<LatencyMetric, LatencyHistogram> latencies,
        Map<String, Slo> slos) {
    /**
     * Requests of one SLO.
     *
     * @param eligible finished and not cancelled
     * @param met of these, those that met it
     */
    public record Slo(long eligible, long met) {
        Slo plus(Slo other) {
            return new Slo(eligible + other.eligible, met + other.met);
        }
    }
}
