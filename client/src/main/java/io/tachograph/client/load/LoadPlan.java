package io.tachograph.client.load;

import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.endpoint.RequestOptions;

/**
 * The plan of a load generator.
 *
 * @param arrivals when conversations begin; their further turns follow their answers
 * @param limits when it ends
 * @param options how each prompt is asked
 * @param provenance on whose behalf
 * @param cancellation which requests are given up
 */
public record LoadPlan(
        Arrivals arrivals, Limits limits, RequestOptions options, Provenance provenance, Cancellation cancellation) {
    /** Nothing is given up on purpose. */
    public LoadPlan(Arrivals arrivals, Limits limits, RequestOptions options, Provenance provenance) {
        this(arrivals, limits, options, provenance, Cancellation.NONE);
    }
}
