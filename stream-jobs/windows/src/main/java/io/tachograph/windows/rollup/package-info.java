/** Longer windows, by merging shorter ones. */
@NullMarked
package io.tachograph.windows.rollup;

import org.jspecify.annotations.NullMarked;
