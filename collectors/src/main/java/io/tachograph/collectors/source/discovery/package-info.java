/** Targets that are found and not listed: by DNS, and in files as Prometheus has them. */
@NullMarked
package io.tachograph.collectors.source.discovery;

import org.jspecify.annotations.NullMarked;
