package io.tachograph.bench.sweep;

import io.tachograph.bench.result.RunResult;
import java.io.IOException;
import java.time.Duration;

/** Runs the benchmark once. */
@FunctionalInterface
public interface Trial {
    /**
     * @param value requests per second of an open loop, or clients of a closed one; whichever is swept
     * @param atLeast length of the measured part; warm-up comes on top
     * @return what it measured, all its requests having ended or been given up, so that the target is idle
     * @throws IOException when it cannot be run
     * @throws InterruptedException when the user ends it
     */
    RunResult run(double value, Duration atLeast) throws IOException, InterruptedException;
}
