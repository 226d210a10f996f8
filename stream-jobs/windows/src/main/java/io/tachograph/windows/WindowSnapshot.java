package io.tachograph.windows;

import io.tachograph.store.Resolution;
import io.tachograph.store.Series;

/**
 * A window as known at one moment. A later snapshot of the same series and window by the same run has a higher
 * revision and replaces this one. Its totals belong to it alone and are not changed any more.
 *
 * @param series dimensions
 * @param resolution length of the window
 * @param windowStartMillis milliseconds since the epoch, inclusive
 * @param revision rises with every emission
 * @param complete no further request can count in it
 * @param totals what its requests add up to
 */
public record WindowSnapshot(
        Series series,
        Resolution resolution,
        long windowStartMillis,
        int revision,
        boolean complete,
        RequestTotals totals) {
    /** Exclusive. */
    public long windowEndMillis() {
        return windowStartMillis + resolution.length().toMillis();
    }
}
