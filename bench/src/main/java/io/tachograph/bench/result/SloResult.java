package io.tachograph.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests met every threshold. Failures, time-outs and requests over the limit are misses, and so are cancelled
 * ones that had already exceeded a threshold; cancelled ones that had not are left out.
 *
 * @param thresholds seconds by metric
 * @param good successful and within every threshold
 * @param offered all of them but {@code undecided}
 * @param attainment good ÷ offered
 * @param goodput good requests of any phase that ended inside the measured window, per second
 * @param goodFromSchedule good when TTFT and E2E are counted from the scheduled time
 * @param undecided cancelled before they had exceeded a threshold, and in no other number here
 */
public record SloResult(
        Map<String, Double> thresholds,
        long good,
        long offered,
        double attainment,
        double goodput,
        long goodFromSchedule,
        long undecided) {
    public SloResult {
        thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
    }
}
