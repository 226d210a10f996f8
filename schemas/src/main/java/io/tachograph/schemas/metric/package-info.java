/** The latency metrics: their names and their order. */
@NullMarked
package io.tachograph.schemas.metric;

import org.jspecify.annotations.NullMarked;
