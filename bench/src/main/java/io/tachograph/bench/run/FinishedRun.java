package io.tachograph.bench.run;

import io.tachograph.bench.record.Recorded;
import io.tachograph.bench.result.RunResult;

/**
 * What a run has left.
 *
 * @param result what it measured
 * @param recorded its files
 */
public record FinishedRun(RunResult result, Recorded recorded) {}
