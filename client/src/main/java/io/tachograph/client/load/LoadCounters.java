package io.tachograph.client.load;

/**
 * What a generator has done so far, all numbers taken at one moment:
 *
 * <pre>
 * arrived     = sent + overLimit
 * sent        = finished + outstanding
 * finished    = ok + failed + cancelled
 * </pre>
 *
 * @param arrived requests that the arrival process wanted
 * @param overLimit of these, not sent because too many were outstanding
 * @param sent handed to the target
 * @param outstanding without a record yet
 * @param finished with a record
 * @param ok finished with outcome OK
 * @param failed finished with any other outcome but CANCELLED
 * @param cancelled finished with outcome CANCELLED
 * @param maxLagNanos largest delay so far from scheduled to sent, of finished requests
 * @param brokenOff conversations with further turns that never arrived, because a turn failed, was cancelled or not sent,
 *     or the run ended before
 */
public record LoadCounters(
        long arrived,
        long overLimit,
        long sent,
        long outstanding,
        long finished,
        long ok,
        long failed,
        long cancelled,
        long maxLagNanos,
        long brokenOff) {
    /** Before a run. */
    public static final LoadCounters NONE = new LoadCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** No conversation broken off. */
    public LoadCounters(
            long arrived,
            long overLimit,
            long sent,
            long outstanding,
            long finished,
            long ok,
            long failed,
            long cancelled,
            long maxLagNanos) {
        this(arrived, overLimit, sent, outstanding, finished, ok, failed, cancelled, maxLagNanos, 0);
    }
}
