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
        if (metric == null || metric == Metric.ICL || metric == Metric.LAG) {
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
        }
    }

    /** Whether a successful request met every threshold. */
    boolean isGood(RequestView request) {
        return meets(request, thresholds);
    }

    private static boolean meets(RequestView request, List<Threshold> all) {
        for (Threshold threshold : all) {
            long nanos = request.nanos(threshold.metric());
            if (nanos == RequestView.ABSENT) {
                // An answer of one token has no time per further token to be judged by. Any other value that is not
                // there was not seen, so nobody can say that it was good.
                boolean tooShort =
                        threshold.metric() == Metric.TPOT && request.nanos(Metric.TTFT) != RequestView.ABSENT;
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
     * @param offered all requests but the cancelled ones
     * @param goodput good ones that ended in the measured window, per second
     */
    SloResult result(long offered, double goodput) {
        return new SloResult(
                seconds,
                good,
                offered,
                offered == 0 ? 0 : (double) good / offered,
                goodput,
                goodFromSchedule);
    }
}
