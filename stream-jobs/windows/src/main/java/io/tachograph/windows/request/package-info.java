/** Request windows: samples in, totals of ten seconds out. */
@NullMarked
package io.tachograph.windows.request;

import org.jspecify.annotations.NullMarked;
