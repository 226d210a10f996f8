package io.tachograph.client.http.arrival;

/**
 * How reads were stamped.
 *
 * @param impossible reads whose kernel stamp could not be right, so that the clock's reading took its place: it was later
 *     than the read, before the request was sent or before an earlier stamp; or the offset between the wall clock and the
 *     monotonic clock was unknown, as in the second after the wall clock was set
 * @param reordered reads whose packets had overtaken a lost one. They have the stamp of the packet that closed the gap,
 *     because they could not be read before it
 * @param stampedBytes bytes that the kernel stamped
 * @param lateBytes those of them that were read more than 0.25 ms after their stamp: the kernel may have merged their packets
 */
public record StampCounters(long impossible, long reordered, long stampedBytes, long lateBytes) {
    public static final StampCounters NONE = new StampCounters(0, 0, 0, 0);

    /** What came since then. */
    public StampCounters since(StampCounters before) {
        return new StampCounters(
                impossible - before.impossible,
                reordered - before.reordered,
                stampedBytes - before.stampedBytes,
                lateBytes - before.lateBytes);
    }
}
