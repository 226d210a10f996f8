/** Gathers a run: from each finished request to the run's result and its files, in memory that does not grow with it. */
@NullMarked
package io.tachograph.bench.record;

import org.jspecify.annotations.NullMarked;
