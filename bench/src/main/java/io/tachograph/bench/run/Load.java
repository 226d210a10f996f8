package io.tachograph.bench.run;

import io.tachograph.bench.record.Phases;
import io.tachograph.collectors.load.Arrivals;
import io.tachograph.collectors.load.Cancellation;
import io.tachograph.collectors.load.Limits;
import io.tachograph.collectors.workload.Workload;

/**
 * What a target is put under.
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
        boolean conversations) {}
