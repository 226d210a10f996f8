/** Where monotonic time meets wall-clock time. */
@NullMarked
package io.tachograph.client.clock;

import org.jspecify.annotations.NullMarked;
