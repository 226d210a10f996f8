package io.tachograph.store;

import java.time.Instant;

/**
 * Which window a row is of, and how much it knows. A row is replaced by one of a higher epoch, and within an epoch by one
 * that is higher or equal by (samples, complete, revision): the row with more readings knows more. A row of epoch 0 joins
 * the epoch of the row that it meets.
 *
 * @param resolution length of the window, and which table it goes to
 * @param windowStart inclusive
 * @param epoch rises with every deliberate re-computation
 * @param revision rises with every emission of one run of the stream
 * @param complete nothing further can count in it
 * @param samples readings or requests within the window, each once
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
