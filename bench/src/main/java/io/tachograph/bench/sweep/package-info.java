/** Measures over several rates or concurrencies, and searches the highest rate that meets an SLO. */
@NullMarked
package io.tachograph.bench.sweep;

import org.jspecify.annotations.NullMarked;
