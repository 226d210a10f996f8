package io.tachograph.bench.result;

/**
 * What the stamps of the successful requests of the measured part are.
 *
 * @param stampSource {@code kernel} when the kernel stamped all of them, {@code read} when the client's clock did as it read
 *     the bytes, {@code mixed} when there are both, {@code none} without a success
 * @param kernel requests whose answers the kernel stamped, all of it
 * @param read the others
 * @param shared content chunks that have the stamp of the chunk before: sent together, or read or merged together because
 *     the client was late, and then all but the last have too late a stamp
 * @param chunkGaps gaps between content chunks, of which these are the zeros
 */
public record Stamps(String stampSource, long kernel, long read, long shared, long chunkGaps) {
    public Stamps {
        if (kernel < 0 || read < 0 || shared < 0 || shared > chunkGaps) {
            throw new IllegalArgumentException("numbers of stamps contradict each other");
        }
    }

    /** With the source that follows from the numbers. */
    public static Stamps of(long kernel, long read, long shared, long chunkGaps) {
        String source = kernel > 0 && read > 0 ? "mixed" : kernel > 0 ? "kernel" : read > 0 ? "read" : "none";
        return new Stamps(source, kernel, read, shared, chunkGaps);
    }
}
