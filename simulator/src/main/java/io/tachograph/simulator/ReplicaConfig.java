package io.tachograph.simulator;

import java.time.Duration;

/**
 * One simulated server.
 *
 * @param name unique within the fleet
 * @param model the one model it serves
 * @param port TCP port, 0 for any free one
 * @param maxRunning size of the batch; further requests wait first come, first served
 * @param maxModelTokens context length; prompt and answer together may not exceed it
 * @param minOutputTokens shortest answer that the model ends by itself, at least 1
 * @param maxOutputTokens longest one; natural lengths are uniform between the two
 * @param law how long it takes
 * @param faults what goes wrong from the start
 * @param stallLimit after this long a stalled stream's connection closes
 */
public record ReplicaConfig(
        String name,
        String model,
        int port,
        int maxRunning,
        int maxModelTokens,
        int minOutputTokens,
        int maxOutputTokens,
        LatencyLaw law,
        Faults faults,
        Duration stallLimit) {

    /** Throws IllegalArgumentException with one sentence that names the replica and the value. */
    public ReplicaConfig {
        if (name.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException(
                    "A replica needs a name and a model, got '" + name + "' and '" + model + "'.");
        }
        RangeChecks.requireWithin(name + ": port", port, 0, 65_535);
        RangeChecks.requireWithin(name + ": maxRunning", maxRunning, 1, 100_000);
        RangeChecks.requireWithin(name + ": maxModelTokens", maxModelTokens, 2, 1_000_000);
        RangeChecks.requireWithin(name + ": minOutputTokens", minOutputTokens, 1, maxModelTokens);
        RangeChecks.requireWithin(name + ": maxOutputTokens", maxOutputTokens, minOutputTokens, maxModelTokens);
        RangeChecks.requireWithin(name + ": stallLimit in seconds", stallLimit.toMillis() / 1e3, 0.001, 86_400);
    }

    /** A server on any free port with a batch of 32, a context of 8,192 tokens, answers of 16 to 64, no faults. */
    public static ReplicaConfig of(String name, String model, LatencyLaw law) {
        return new ReplicaConfig(name, model, 0, 32, 8_192, 16, 64, law, Faults.none(), Duration.ofMinutes(1));
    }

    /** The same server with other faults. */
    public ReplicaConfig withFaults(Faults other) {
        return new ReplicaConfig(
                name,
                model,
                port,
                maxRunning,
                maxModelTokens,
                minOutputTokens,
                maxOutputTokens,
                law,
                other,
                stallLimit);
    }

    /** The same server on another port. */
    public ReplicaConfig withPort(int other) {
        return new ReplicaConfig(
                name,
                model,
                other,
                maxRunning,
                maxModelTokens,
                minOutputTokens,
                maxOutputTokens,
                law,
                faults,
                stallLimit);
    }
}
