package io.tachograph.bench.record;

import io.tachograph.bench.result.SloResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts the requests of the measured part that met every threshold. Not thread-safe. */
final class SloTally {
    private record Threshold(Metric metric, long nanos) {}

    private final Map<String, Double> seconds;
    private final List<Threshold> thresholds = new ArrayList<>();
    private final List<Threshold> fromSchedule = new ArrayList<>();
    private long good;
    private long goodFromSchedule;
    private long undecided;

    SloTally(Map<String, Double> seconds) {
        this.seconds = seconds;
        seconds.forEach((key, limit) -> {
            Metric metric = check(key, limit);
            thresholds.add(new Threshold(metric, Math.round(limit * 1e9)));
            fromSchedule.add(new Threshold(metric.fromSchedule(), Math.round(limit * 1e9)));
        });
    }

    /**
     * The metric of a threshold.
     *
     * @throws IllegalArgumentException in one sentence, when there can be no such threshold
     */
    static Metric check(String key, double seconds) {
        Metric metric = Metric.ofKey(key);
        if (metric == null || metric == Metric.ICL || metric.isOfTheClient()) {
            throw new IllegalArgumentException("there is no SLO on " + key
                    + ": choose among ttft, ttft_scheduled, ttft_first_chunk, ttfo, tpot, e2e and e2e_scheduled");
        }
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
            Metric metric = threshold.metric();
            // Time per token may still improve. What ends a request has not come, and what is not there has not come
            // yet.
            boolean open = metric == Metric.E2E || metric == Metric.E2E_SCHEDULED;
            long seen = metric == Metric.TPOT || open ? RequestView.ABSENT : request.nanos(metric);
            boolean waits = metric == Metric.TTFT_SCHEDULED || metric == Metric.E2E_SCHEDULED;
            long waited = request.closedNanos - (waits ? request.scheduledNanos : request.sentNanos);
            long atLeast = metric == Metric.TPOT ? 0 : seen == RequestView.ABSENT ? waited : seen;
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
        if (request.hasNoTiming()) {
            return false;
        }
        for (Threshold threshold : all) {
            long nanos = request.nanos(threshold.metric());
            if (nanos == RequestView.ABSENT) {
                // An answer known to have come at once has no time per further token to be judged by. Any other value
                // that is not there was not seen, so nobody can say that it was good.
                boolean tooShort = threshold.metric() == Metric.TPOT && request.cameInOneChunk();
                if (!tooShort) {
                    return false;
                }
            } else if (nanos > threshold.nanos()) {
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
