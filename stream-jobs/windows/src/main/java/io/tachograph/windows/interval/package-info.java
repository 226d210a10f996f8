/** How far a statistic of the past could have been elsewhere: intervals from resampled blocks of time. */
@NullMarked
package io.tachograph.windows.interval;

import org.jspecify.annotations.NullMarked;
