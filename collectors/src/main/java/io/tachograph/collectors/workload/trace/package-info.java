/** Requests of recorded traces, at their instants. */
@NullMarked
package io.tachograph.collectors.workload.trace;

import org.jspecify.annotations.NullMarked;
