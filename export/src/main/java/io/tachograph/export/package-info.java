/** Windows that are complete, as OpenTelemetry metrics, to a collector. */
@NullMarked
package io.tachograph.export;

import org.jspecify.annotations.NullMarked;
