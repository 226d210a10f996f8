/** From what engines say of themselves to windows: gauges, increases of counters, increases of their histograms. */
@NullMarked
package io.tachograph.windows.engine;

import org.jspecify.annotations.NullMarked;
