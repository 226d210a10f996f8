package io.tachograph.windows.slo;

import io.tachograph.store.Series;

/**
 * How one series did by one SLO in one minute, as known when it was emitted.
 *
 * @param slo name of the SLO
 * @param thresholds what the SLO asks for, as text: with another threshold it is another SLO
 * @param objective the share of requests that has to meet it, 0 &lt; objective &lt; 1
 * @param series dimensions
 * @param minute the minute, numbered from the epoch
 * @param epoch rises with every deliberate re-computation
 * @param requests finished attempts, cancelled ones included
 * @param complete no further request can count in it
 * @param revision rises with every emission
 * @param counts eligible and missed requests
 */
public record SloMinute(
        String slo,
        String thresholds,
        double objective,
        Series series,
        long minute,
        int epoch,
        long requests,
        boolean complete,
        int revision,
        EventCounts counts) {
    /** Whether this replaces {@code other}, which is of the same SLO, series and minute; it replaces itself. */
    public boolean replaces(SloMinute other) {
        if (epoch != other.epoch) {
            return epoch > other.epoch;
        }
        if (requests != other.requests) {
            return requests > other.requests;
        }
        return complete != other.complete ? complete : revision >= other.revision;
    }
}
