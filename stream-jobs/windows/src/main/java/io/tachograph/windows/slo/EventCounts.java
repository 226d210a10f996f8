package io.tachograph.windows.slo;

/**
 * Requests that an SLO judges, and those of them that missed it.
 *
 * @param eligible finished attempts but cancelled ones
 * @param missed those that failed or were too slow
 */
public record EventCounts(long eligible, long missed) {
    public static final EventCounts NONE = new EventCounts(0, 0);

    /** @throws IllegalArgumentException when more missed than were there */
    public EventCounts {
        if (missed < 0 || missed > eligible) {
            throw new IllegalArgumentException(missed + " of " + eligible + " requests missed an SLO");
        }
    }

    public EventCounts plus(EventCounts more) {
        return new EventCounts(eligible + more.eligible, missed + more.missed);
    }

    /**
     * How many times as fast as allowed the error budget is used up: the share that missed over the share that may. 1
     * uses up exactly the budget over the SLO's period; {@code 1 / (1 − objective)}, when all miss, is the most.
     *
     * @param objective the share that has to meet the SLO, 0 &lt; objective &lt; 1
     * @return NaN when nothing was eligible: no requests are no good requests
     */
    public double burnRate(double objective) {
        return eligible == 0 ? Double.NaN : (double) missed / eligible / (1 - objective);
    }
}
