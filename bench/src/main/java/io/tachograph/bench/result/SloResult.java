package io.tachograph.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many requests met every threshold. Failures, time-outs and requests over the limit are misses; cancelled ones are
 * left out.
 *
 * @param thresholds seconds by metric
 * @param good successful and within every threshold
 * @param offered all of them
 * @param attainment good ÷ offered
 * @param goodput good requests of any phase that ended inside the measured window, per second
 * @param goodFromSchedule good when TTFT and E2E are counted from the scheduled time
 */
public record SloResult(
        Map<String, Double> thresholds,
        long good,
        long offered,
        double attainment,
        double goodput,
        long goodFromSchedule) {
    public SloResult {
        thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
    }
}
