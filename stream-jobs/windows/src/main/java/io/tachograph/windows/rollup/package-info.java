/** Longer windows and larger groups, by merging shorter and smaller ones. */
@NullMarked
package io.tachograph.windows.rollup;

import org.jspecify.annotations.NullMarked;
