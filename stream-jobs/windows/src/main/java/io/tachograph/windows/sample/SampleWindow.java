package io.tachograph.windows.sample;

import io.tachograph.store.Resolution;
import io.tachograph.store.WindowStamp;
import java.time.Instant;

/**
 * A window of one series as known at one moment. A later one of the same series and window by the same run has a higher
 * revision and replaces it. Its totals belong to it alone and are not changed any more.
 *
 * @param startMillis milliseconds since the epoch, inclusive
 * @param revision rises with every emission
 * @param complete nothing further can count in it
 */
public record SampleWindow<T>(
        String series, Resolution resolution, long startMillis, int revision, boolean complete, T totals) {
    /**
     * As the store's rows carry it.
     *
     * @param epoch rises with every deliberate re-computation
     * @param samples readings within the window
     */
    public WindowStamp stamp(int epoch, long samples) {
        return new WindowStamp(resolution, Instant.ofEpochMilli(startMillis), epoch, revision, complete, samples);
    }
}
