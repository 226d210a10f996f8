package io.tachograph.gateway.capture;

/**
 * What became of the requests that were to be kept, since the start.
 *
 * @param written those that were written down
 * @param tooLarge those whose body was larger than may be kept
 * @param overloaded those for which there was no memory, because too many waited to be written
 * @param failed those that could not be written
 * @param filesRemoved files that were removed before their time, because all together had grown too large
 */
public record CaptureCounters(long written, long tooLarge, long overloaded, long failed, long filesRemoved) {
    public static final CaptureCounters NOTHING = new CaptureCounters(0, 0, 0, 0, 0);
}
