package io.tachograph.client.load;

/** Why no further conversation begins; of several reasons the first one counts. */
public enum EndReason {
    /** The time of {@link Limits#maxDuration} is over. */
    DURATION,
    /** {@link Limits#maxRequests} have arrived. */
    REQUESTS,
    /** The workload or the schedule of arrivals has nothing further. */
    EXHAUSTED,
    /** {@link LoadGenerator#stop} or {@link LoadGenerator#cancel}. */
    STOPPED
}
