package io.tachograph.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests by what became of them. Thread-safe. */
final class GatewayTally {
    final LongAdder received = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder unanswered = new LongAdder();
    final LongAdder passed = new LongAdder();
    final LongAdder broken = new LongAdder();
    final LongAdder left = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder failovers = new LongAdder();

    GatewayCounters counters(RoutingTable table) {
        Map<String, Integer> inFlight = new LinkedHashMap<>();
        Map<String, Boolean> healthy = new LinkedHashMap<>();
        for (RoutedTarget target : table.targets()) {
            inFlight.put(target.slug(), target.inFlight());
            healthy.put(target.slug(), table.isHealthy(target));
        }
        // Ends first, so that none has ended which was not received.
        long noRefused = refused.sum();
        long noUnanswered = unanswered.sum();
        long noPassed = passed.sum();
        long noBroken = broken.sum();
        long noLeft = left.sum();
        long noReceived = received.sum();
        return new GatewayCounters(
                noReceived,
                noRefused,
                noUnanswered,
                noPassed,
                noBroken,
                noLeft,
                noReceived - noRefused - noUnanswered - noPassed - noBroken - noLeft,
                malformed.sum(),
                failovers.sum(),
                inFlight,
                healthy);
    }
}
