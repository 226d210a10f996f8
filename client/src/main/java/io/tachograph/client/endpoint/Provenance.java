package io.tachograph.client.endpoint;

import io.tachograph.schemas.avro.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, and why.
 *
 * @param origin what kind of traffic it is
 * @param agent name of the collector agent
 * @param runId benchmark run, null for continuous traffic
 */
public record Provenance(
        Origin origin, String agent, @Nullable String runId) {
    public Provenance {
        if (agent.isBlank()) {
            throw new IllegalArgumentException("the agent needs a name");
        }
    }
}
