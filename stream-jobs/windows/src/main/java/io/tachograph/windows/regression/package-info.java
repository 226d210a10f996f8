/** A newer engine version held against the one before, within one cell. */
@NullMarked
package io.tachograph.windows.regression;

import org.jspecify.annotations.NullMarked;
