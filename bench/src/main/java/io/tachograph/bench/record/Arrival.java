package io.tachograph.bench.record;

import io.tachograph.client.endpoint.Finished;
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
    /** What a record takes. */
    private static final int BYTES_PER_WEIGHT = 2048;

    private static final int BYTES_PER_CHUNK = 8;

    enum Fate {
        FINISHED,
        OVER_LIMIT,
        UNSENT
    }

    /** Its share of the queue: 1, and as much more as its text and chunk times take. */
    long weight() {
        if (finished == null) {
            return 1;
        }
        String text = finished.details().text();
        long kept = (text == null ? 0 : text.length())
                + (long) BYTES_PER_CHUNK * finished.details().chunkNanos().length;
        return 1 + kept / BYTES_PER_WEIGHT;
    }
}
