/** The one latency histogram of the system: fixed scale, exact merge, stated error. */
@NullMarked
package io.tachograph.schemas.histogram;

import org.jspecify.annotations.NullMarked;
