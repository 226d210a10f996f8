package io.tachograph.collectors.load;

import io.tachograph.collectors.target.Provenance;
import io.tachograph.collectors.target.RequestOptions;

/**
 * What a generator is to do.
 *
 * @param arrivals when requests arrive
 * @param limits when it ends
 * @param options how each prompt is asked
 * @param provenance on whose behalf
 */
public record LoadPlan(Arrivals arrivals, Limits limits, RequestOptions options, Provenance provenance) {}
