package io.tachograph.store;

import java.time.Instant;

/**
 * Which window a row of readings is of, and how much it knows. A row is replaced only by one with a higher or equal
 * (epoch, samples, complete, revision): within an epoch, the row with more readings knows more.
 *
 * @param resolution length of the window, and which table it goes to
 * @param windowStart inclusive
 * @param epoch rises with every deliberate re-computation
 * @param revision rises with every emission of one run of the stream
 * @param complete nothing further can count in it
 * @param samples readings within the window, each once
 */
public record WindowStamp(
        Resolution resolution, Instant windowStart, int epoch, int revision, boolean complete, long samples) {
    /** @throws IllegalArgumentException when no window of the resolution starts then, or the count is negative */
    public WindowStamp {
        if (windowStart.getNano() != 0
                || windowStart.getEpochSecond() % resolution.length().toSeconds() != 0) {
            throw new IllegalArgumentException("no window of " + resolution.suffix() + " starts at " + windowStart);
        }
        if (samples < 0) {
            throw new IllegalArgumentException("a window cannot hold " + samples + " samples");
        }
    }
}
