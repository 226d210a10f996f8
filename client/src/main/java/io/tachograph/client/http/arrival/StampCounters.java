package io.tachograph.client.http.arrival;

/**
 * How reads were stamped.
 *
 * @param impossible reads for which the kernel's stamp cannot be right and the clock's reading was taken: later than the
 *     read, before the request was sent or before what came earlier, or while nobody could tell how far the wall clock is
 *     from the monotonic one, as for a second after it was set
 * @param reordered reads of packets that had overtaken one which came later, so that they have the stamp of that one: until
 *     then nobody could read them
 * @param stampedBytes bytes of the reads that have the kernel's stamp
 * @param lateBytes those of them that were read more than 0.25 ms after their arrival: the kernel may have merged packets
 *     among them
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
