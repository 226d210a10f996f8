package io.tachograph.store;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service level objective as it was configured; what counts of it are stored for. Another threshold makes another
 * one, also under the same name. All in seconds; a value that equals its threshold meets it.
 *
 * @param name as configured
 * @param ttftSeconds largest TTFT, null for any
 * @param tpotSeconds largest TPOT, null for any
 * @param e2eSeconds largest end-to-end latency, null for any
 */
public record StoredSlo(
        String name,
        @Nullable Double ttftSeconds,
        @Nullable Double tpotSeconds,
        @Nullable Double e2eSeconds) {
    /** @throws IllegalArgumentException without any threshold, or with one that is not above zero */
    public StoredSlo {
        if (ttftSeconds == null && tpotSeconds == null && e2eSeconds == null) {
            throw new IllegalArgumentException("the SLO " + name + " has no threshold");
        }
        if (Stream.of(ttftSeconds, tpotSeconds, e2eSeconds).anyMatch(seconds -> seconds != null && !(seconds > 0))) {
            throw new IllegalArgumentException("the SLO " + name + " has a threshold that is not above zero");
        }
    }
}
