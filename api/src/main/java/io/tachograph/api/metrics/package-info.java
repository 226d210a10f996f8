/** What this process measures about itself, in the formats of Prometheus. */
@NullMarked
package io.tachograph.api.metrics;

import org.jspecify.annotations.NullMarked;
