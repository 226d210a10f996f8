/** {@code /metrics} and {@code /health} of processes without the API. */
@NullMarked
package io.tachograph.standalone.metrics;

import org.jspecify.annotations.NullMarked;
