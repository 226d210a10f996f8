/** Metrics of many engines, read by one agent. */
@NullMarked
package io.tachograph.benchmarks.metrics;

import org.jspecify.annotations.NullMarked;
