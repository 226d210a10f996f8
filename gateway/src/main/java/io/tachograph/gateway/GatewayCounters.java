package io.tachograph.gateway;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the requests for inference since the start:
 *
 * <pre>
 * received = refused + unanswered + passed + broken + left + open
 * </pre>
 *
 * @param received requests whose head was read
 * @param refused answered by the gateway, before any target was asked
 * @param unanswered answered by the gateway, because no target that was asked gave an answer to pass on
 * @param passed whole answers, of whatever status
 * @param broken answers that ended in their middle at the target
 * @param left requests whose client went away, or read nothing, before the answer was whole
 * @param open the others
 * @param malformed heads that were not HTTP within the limits, and so not received
 * @param failovers attempts that followed one whose target could not be reached
 * @param inFlight attempts in flight, by target
 * @param healthy whether a target comes before those that are not
 */
public record GatewayCounters(
        long received,
        long refused,
        long unanswered,
        long passed,
        long broken,
        long left,
        long open,
        long malformed,
        long failovers,
        Map<String, Integer> inFlight,
        Map<String, Boolean> healthy) {
    public GatewayCounters {
        inFlight = Collections.unmodifiableMap(new LinkedHashMap<>(inFlight));
        healthy = Collections.unmodifiableMap(new LinkedHashMap<>(healthy));
    }
}
