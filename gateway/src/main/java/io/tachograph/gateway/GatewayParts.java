package io.tachograph.gateway;

import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.http.BodyBudget;
import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.config.GatewaySection;
import io.tachograph.gateway.capture.CaptureLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a gateway share. Thread-safe.
 *
 * @param settings its section of the configuration
 * @param timeout limit for an attempt
 * @param table which target serves what
 * @param callers who may send requests
 * @param headers which headers pass
 * @param publisher where records go
 * @param provenance what records say of the gateway
 * @param tally counts
 * @param bodies what bodies may have together
 * @param clients the connections
 * @param captures where requests and answers are kept, null where none are
 */
record GatewayParts(
        GatewaySection settings,
        Duration timeout,
        RoutingTable table,
        Callers callers,
        PassedHeaders headers,
        EventPublisher publisher,
        Provenance provenance,
        GatewayTally tally,
        BodyBudget bodies,
        OpenClients clients,
        @Nullable CaptureLog captures) {}
