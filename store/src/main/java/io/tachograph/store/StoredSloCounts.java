package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * How many requests of one window met one SLO.
 *
 * @param eligible finished attempts but cancelled ones: failures are misses
 * @param met attempts that succeeded with every threshold met
 * @param ttftMet successful attempts with a TTFT within its threshold, null without such a threshold
 * @param tpotMet the same of TPOT
 * @param e2eMet the same of end-to-end latency
 */
public record StoredSloCounts(
        long eligible,
        long met,
        @Nullable Long ttftMet,
        @Nullable Long tpotMet,
        @Nullable Long e2eMet) {
    /** @throws IllegalArgumentException when more met it than were eligible, or a count is negative */
    public StoredSloCounts {
        if (met < 0 || met > eligible) {
            throw new IllegalArgumentException(met + " of " + eligible + " requests cannot have met an SLO");
        }
    }
}
