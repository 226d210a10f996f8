package io.tachograph.client.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the client did so far.
 *
 * @param clientBound its own delay may explain more than {@code share} of a reported metric; once true, always true
 * @param sinceNanos begin of the span that showed it first, a reading of {@link System#nanoTime}; null while not bound
 * @param reasons one sentence per kind of evidence, with its figures, in the order in which it was found
 * @param share the share of a metric that the client's own delay may explain
 * @param probes measurements of the event loops' delay, those a stalled loop missed included
 * @param loopDelay by how much the event loops came late to what was due
 * @param lag by how much requests left late ({@code sent − scheduled})
 * @param cpuCores CPU time of the process ÷ time, null when the platform does not report it
 * @param busiestLoop CPU time of the busiest event-loop thread ÷ time, null when the platform does not report it
 * @param availableCores cores that the process may use, CPU sets and quotas of containers considered
 * @param machineLoad how busy the machine (or container) was with all its processes, 0 to 1, mean of one reading per
 *     second; null when the platform does not report it
 * @param gcSeconds time in pauses of the garbage collector
 * @param blockedSeconds time, summed over the event loops, for which one kept a measurement waiting for longer than the
 *     probe period
 */
public record HealthReport(
        boolean clientBound,
        @Nullable Long sinceNanos,
        List<String> reasons,
        double share,
        long probes,
        Spread loopDelay,
        Spread lag,
        @Nullable Double cpuCores,
        @Nullable Double busiestLoop,
        int availableCores,
        @Nullable Double machineLoad,
        double gcSeconds,
        double blockedSeconds) {
    public HealthReport {
        reasons = List.copyOf(reasons);
        if (clientBound != (sinceNanos != null) || clientBound == reasons.isEmpty()) {
            throw new IllegalArgumentException(
                    "a client is bound since some instant and for some reason, or it is not");
        }
    }

    /** Three figures of a distribution over the whole time, nanoseconds; NaN, NaN and 0 when nothing was measured. */
    public record Spread(double p50Nanos, double p99Nanos, long maxNanos) {}
}
