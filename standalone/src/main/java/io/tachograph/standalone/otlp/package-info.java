/** {@code tachograph export-otlp}: windows as OpenTelemetry metrics. */
@NullMarked
package io.tachograph.standalone.otlp;

import org.jspecify.annotations.NullMarked;
