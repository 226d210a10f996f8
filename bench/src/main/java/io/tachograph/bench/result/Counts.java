package io.tachograph.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests of the measured part by what became of them: {@code offered = over_limit + sum of outcomes}.
 *
 * @param offered wanted by the arrival process
 * @param overLimit not sent, because too many were outstanding
 * @param ok successful
 * @param okWithNoTiming those of them that were streamed and in which no token was found to be timed
 * @param failed ended with any other outcome but CANCELLED
 * @param cancelled given up
 * @param outcomes by the names of definitions.md, those that occurred
 * @param warmUp sent before the measured part, and not counted above
 * @param coolDown sent after it, and not counted above
 * @param brokenOff conversations of the whole run whose further turns never came, because one failed or the run ended
 */
public record Counts(
        long offered,
        long overLimit,
        long ok,
        long okWithNoTiming,
        long failed,
        long cancelled,
        Map<String, Long> outcomes,
        long warmUp,
        long coolDown,
        long brokenOff) {
    public Counts {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /** Failed ÷ finished, cancelled ones apart; 0 when none finished. */
    public double errorRate() {
        long finished = ok + failed;
        return finished == 0 ? 0 : (double) failed / finished;
    }
}
