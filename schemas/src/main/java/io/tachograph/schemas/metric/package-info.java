/** The latency metrics: their names, what each is, and the one formula of each. */
@NullMarked
package io.tachograph.schemas.metric;

import org.jspecify.annotations.NullMarked;
