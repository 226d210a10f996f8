package io.tachograph.bench.sweep;

import io.tachograph.bench.result.RunResult;

/**
 * One trial, and what all trials of its rate up to it say.
 *
 * @param value its rate or concurrency
 * @param confirming whether it confirms a rate that was found before
 * @param judgement of the trials of this value so far; of confirming ones apart
 * @param result what it measured
 */
public record SweepTrial(double value, boolean confirming, Judgement judgement, RunResult result) {}
