package io.tachograph.bench.record;

import io.tachograph.bench.result.SloResult;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts the requests of the measured part that met every threshold. Not thread-safe. */
final class SloTally {
    private record Threshold(LatencyMetric metric, long nanos) {}

    private final Map<String, Double> seconds;
    private final List<Threshold> thresholds = new ArrayList<>();
    private final List<Threshold> fromSchedule = new ArrayList<>();
    private long good;
    private long goodFromSchedule;
    private long undecided;

    SloTally(Map<String, Double> seconds) {
        this.seconds = seconds;
        seconds.forEach((key, limit) -> {
            LatencyMetric metric = check(key, limit);
            thresholds.add(new Threshold(metric, Math.round(limit * 1e9)));
            fromSchedule.add(new Threshold(metric.fromSchedule(), Math.round(limit * 1e9)));
        });
    }

    /**
     * The metric of a threshold.
     *
     * @throws IllegalArgumentException in one sentence, when there can be no such threshold
     */
    static LatencyMetric check(String key, double seconds) {
        LatencyMetric metric = LatencyMetric.ofKey(key)
                .filter(LatencyMetric::hasThreshold)
                .orElseThrow(() -> new IllegalArgumentException("there is no SLO on " + key + ": choose among "
                        + String.join(", ", LatencyMetric.thresholdKeys())));
        if (!(seconds > 0 && seconds < 1e9)) {
            throw new IllegalArgumentException("the SLO on " + key + " is " + seconds + " s, but must be above zero");
        }
        return metric;
    }

    void add(RequestView request) {
        if (request.isOk()) {
            good += meets(request, thresholds) ? 1 : 0;
            goodFromSchedule += meets(request, fromSchedule) ? 1 : 0;
        } else if (request.isCancelled() && !hasMissed(request)) {
            undecided++;
        }
    }

    /** Whether a cancelled request could not have met every threshold any more, had it gone on. */
    private boolean hasMissed(RequestView request) {
        for (Threshold threshold : thresholds) {
            LatencyMetric metric = threshold.metric();
            if (metric == LatencyMetric.TPOT) {
                continue; // It may still improve.
            }
            // What ends a request has not come, and what is not there has not come yet.
            boolean open = metric == LatencyMetric.E2E || metric == LatencyMetric.E2E_SCHEDULED;
            long seen = open ? RequestLatency.ABSENT : request.nanos(metric);
            long from = metric.isFromSchedule() ? request.scheduledNanos : request.sentNanos;
            long atLeast = seen < 0 ? request.closedNanos - from : seen;
            if (atLeast > threshold.nanos()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a successful request met every threshold. */
    boolean isGood(RequestView request) {
        return meets(request, thresholds);
    }

    private static boolean meets(RequestView request, List<Threshold> all) {
        for (Threshold threshold : all) {
            if (!RequestLatency.meets(request.nanos(threshold.metric()), threshold.nanos())) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param measured all requests
     * @param goodput good ones that ended in the measured window, per second
     */
    SloResult result(long measured, double goodput) {
        long offered = measured - undecided;
        return new SloResult(
                seconds,
                good,
                offered,
                offered == 0 ? 0 : (double) good / offered,
                goodput,
                goodFromSchedule,
                undecided);
    }
}
