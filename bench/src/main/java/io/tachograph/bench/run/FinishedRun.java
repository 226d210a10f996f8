package io.tachograph.bench.run;

import io.tachograph.bench.record.Recorded;
import io.tachograph.bench.result.RunResult;

/**
 * The outcome of a run.
 *
 * @param result what it measured
 * @param recorded its files
 */
public record FinishedRun(RunResult result, Recorded recorded) {}
