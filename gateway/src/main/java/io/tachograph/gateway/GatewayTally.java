package io.tachograph.gateway;

import java.util.LinkedHashMap;
import java.util.List;
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

    GatewayCounters counters(List<RoutedTarget> targets) {
        Map<String, Integer> inFlight = new LinkedHashMap<>();
        targets.forEach(target -> inFlight.put(target.slug(), target.inFlight()));
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
                inFlight);
    }
}
