package io.tachograph.bench.run;

import io.tachograph.bench.record.Phases;
import io.tachograph.client.health.Pacing;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.Cancellation;
import io.tachograph.client.load.ClosedLoop;
import io.tachograph.client.load.Limits;
import io.tachograph.client.workload.Workload;

/**
 * The load that a target is put under.
 *
 * @param arrivals when conversations begin
 * @param limits when that ends
 * @param cancellation which requests are given up
 * @param workload what is asked; used up by the run
 * @param phases which part counts
 * @param conversations whether a conversation may have several turns, so that requests are more than arrivals begin
 */
public record Load(
        Arrivals arrivals,
        Limits limits,
        Cancellation cancellation,
        Workload workload,
        Phases phases,
        boolean conversations) {
    /** Whether the clock alone says when requests are sent, or answers as well. */
    Pacing pacing() {
        return conversations || arrivals instanceof ClosedLoop ? Pacing.ANSWERS : Pacing.CLOCK;
    }
}
