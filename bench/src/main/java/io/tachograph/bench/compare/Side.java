package io.tachograph.bench.compare;

import io.tachograph.bench.result.RunResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One side of a comparison.
 *
 * @param name what the user called it
 * @param runs its runs, at least one
 */
public record Side(String name, List<RunResult> runs) {
    public Side {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("side " + name + " has no run");
        }
        Set<String> seen = new HashSet<>();
        for (RunResult run : runs) {
            if (!seen.add(run.run().runId())) {
                throw new IllegalArgumentException(
                        "side " + name + " has run " + run.run().runId() + " twice");
            }
        }
    }
}
