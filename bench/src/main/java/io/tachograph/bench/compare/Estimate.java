package io.tachograph.bench.compare;

import io.tachograph.bench.statistics.Interval;

/**
 * A quantity of one side, from inside its runs.
 *
 * @param value in its unit
 * @param interval around it
 */
record Estimate(double value, Interval interval) {}
