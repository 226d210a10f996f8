/** The fleet in Prometheus' formats. */
@NullMarked
package io.tachograph.api.fleet;

import org.jspecify.annotations.NullMarked;
