/** The statistics that comparisons and sweeps share: intervals, and how much dependence between requests widens them. */
@NullMarked
package io.tachograph.bench.statistics;

import org.jspecify.annotations.NullMarked;
