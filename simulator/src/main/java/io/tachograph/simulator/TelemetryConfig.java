package io.tachograph.simulator;

import java.time.Duration;
import java.util.function.Function;

/**
 * What a fleet publishes about its engines and GPUs.
 *
 * @param targetOf slug of the target that a replica is
 * @param gpusPerReplica GPUs that share each replica's work evenly, 1 to 16
 * @param gpuEvery time between two readings of a GPU
 * @param engineEvery time between two readings of an engine
 */
public record TelemetryConfig(
        Function<SimulatedReplica, String> targetOf, int gpusPerReplica, Duration gpuEvery, Duration engineEvery) {
    public TelemetryConfig {
        RangeChecks.requireWithin("gpusPerReplica", gpusPerReplica, 1, 16);
        RangeChecks.requireWithin("gpuEvery in seconds", gpuEvery.toMillis() / 1e3, 0.001, 3_600);
        RangeChecks.requireWithin("engineEvery in seconds", engineEvery.toMillis() / 1e3, 0.001, 3_600);
    }

    /** Two GPUs per replica, read every second; engines every five. */
    public static TelemetryConfig standard(Function<SimulatedReplica, String> targetOf) {
        return new TelemetryConfig(targetOf, 2, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
}
