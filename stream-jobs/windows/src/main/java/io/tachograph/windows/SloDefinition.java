package io.tachograph.windows;

import io.tachograph.schemas.metric.LatencyMetric;
import java.io.Serializable;

/**
 * What a request must fulfil to count as good. Durations in nanoseconds, compared as they are; a value that equals its
 * threshold meets it. Two definitions with one name and different thresholds are counted apart, everywhere.
 *
 * @param name as configured
 * @param ttftNanos largest TTFT, {@link #ANY} without a threshold
 * @param tpotNanos largest TPOT, {@link #ANY} without a threshold
 * @param e2eNanos largest end-to-end latency, {@link #ANY} without a threshold
 */
public record SloDefinition(String name, long ttftNanos, long tpotNanos, long e2eNanos) implements Serializable {
    /** No threshold. */
    public static final long ANY = -1;

    private static final int MAX_NAME = 256;

    /** @throws IllegalArgumentException in one sentence, when it has no name, no threshold, or one that nothing meets */
    public SloDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an SLO needs a name");
        }
        if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the name of an SLO has more than " + MAX_NAME + " characters or a control character");
        }
        if (ttftNanos == ANY && tpotNanos == ANY && e2eNanos == ANY) {
            throw new IllegalArgumentException("the SLO " + name + " needs a threshold: ttft, tpot or e2e");
        }
        check(name, LatencyMetric.TTFT, ttftNanos);
        check(name, LatencyMetric.TPOT, tpotNanos);
        check(name, LatencyMetric.E2E, e2eNanos);
    }

    private static void check(String name, LatencyMetric metric, long nanos) {
        if (nanos != ANY && nanos <= 0) {
            throw new IllegalArgumentException("the SLO " + name + ": " + metric.key() + " must be above zero");
        }
    }
}
