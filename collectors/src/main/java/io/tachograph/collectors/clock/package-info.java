/** Where monotonic time meets wall-clock time. */
@NullMarked
package io.tachograph.collectors.clock;

import org.jspecify.annotations.NullMarked;
