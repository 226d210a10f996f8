package io.tachograph.bench.record;

import io.tachograph.collectors.target.Finished;
import org.jspecify.annotations.Nullable;

/**
 * What became of one arrival, on its way to the recorder's thread.
 *
 * @param number the arrival's number
 * @param scheduledNanos a reading of {@link System#nanoTime}
 * @param finished the request's end; null when it was never sent
 * @param clientBound what its record shall say
 */
record Arrival(
        Fate fate,
        long number,
        long scheduledNanos,
        @Nullable Finished finished,
        boolean clientBound) {
    enum Fate {
        FINISHED,
        OVER_LIMIT,
        UNSENT
    }
}
