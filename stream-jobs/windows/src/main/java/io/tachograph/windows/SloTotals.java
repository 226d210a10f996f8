package io.tachograph.windows;

import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;

/**
 * How many requests met one {@link SloDefinition}. Merging is exact, associative and commutative. Not thread-safe.
 *
 * <p>A request is eligible when it finished and was not cancelled. It meets the SLO when it succeeded and has, for each
 * threshold, a value that is not above it: failures miss. An answer that came in one piece meets any TPOT threshold: no
 * token followed that somebody had to wait for.
 */
public final class SloTotals {
    private long eligible;
    private long met;
    private long ttftMet;
    private long tpotMet;
    private long e2eMet;

    public SloTotals() {}

    /** Counts as they were written. */
    public SloTotals(long eligible, long met, long ttftMet, long tpotMet, long e2eMet) {
        this.eligible = eligible;
        this.met = met;
        this.ttftMet = ttftMet;
        this.tpotMet = tpotMet;
        this.e2eMet = e2eMet;
    }

    /**
     * Counts one eligible request.
     *
     * @param nanos its latencies by {@link LatencyMetric#ordinal}, as {@link RequestLatency} has them; negative everywhere of a
     *     failure
     */
    void add(SloDefinition slo, boolean ok, long[] nanos) {
        eligible++;
        if (!ok) {
            return;
        }
        boolean ttft = meets(nanos[LatencyMetric.TTFT.ordinal()], slo.ttftNanos());
        boolean tpot = meets(nanos[LatencyMetric.TPOT.ordinal()], slo.tpotNanos());
        boolean e2e = meets(nanos[LatencyMetric.E2E.ordinal()], slo.e2eNanos());
        ttftMet += ttft && slo.ttftNanos() != SloDefinition.ANY ? 1 : 0;
        tpotMet += tpot && slo.tpotNanos() != SloDefinition.ANY ? 1 : 0;
        e2eMet += e2e && slo.e2eNanos() != SloDefinition.ANY ? 1 : 0;
        met += ttft && tpot && e2e ? 1 : 0;
    }

    private static boolean meets(long nanos, long threshold) {
        return threshold == SloDefinition.ANY || RequestLatency.meets(nanos, threshold);
    }

    void merge(SloTotals other) {
        eligible += other.eligible;
        met += other.met;
        ttftMet += other.ttftMet;
        tpotMet += other.tpotMet;
        e2eMet += other.e2eMet;
    }

    /** Requests that finished and were not cancelled. */
    public long eligible() {
        return eligible;
    }

    /** Of the eligible ones, those that succeeded with every threshold met. */
    public long met() {
        return met;
    }

    /** Of the eligible ones, those that succeeded with the TTFT threshold met; 0 without one. */
    public long ttftMet() {
        return ttftMet;
    }

    /** Of the eligible ones, those that succeeded with the TPOT threshold met; 0 without one. */
    public long tpotMet() {
        return tpotMet;
    }

    /** Of the eligible ones, those that succeeded with the end-to-end threshold met; 0 without one. */
    public long e2eMet() {
        return e2eMet;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SloTotals other
                && eligible == other.eligible
                && met == other.met
                && ttftMet == other.ttftMet
                && tpotMet == other.tpotMet
                && e2eMet == other.e2eMet;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * eligible + met);
    }

    @Override
    public String toString() {
        return met + " of " + eligible + " (ttft " + ttftMet + ", tpot " + tpotMet + ", e2e " + e2eMet + ")";
    }
}
