package io.tachograph.bench.compare;

import io.tachograph.bench.statistics.ConfidenceInterval;

/**
 * A quantity of one side, from inside its runs.
 *
 * @param value in its unit
 * @param interval around it
 */
record SideEstimate(double value, ConfidenceInterval interval) {}
