/** Requests of recorded traces, at their instants. */
@NullMarked
package io.tachograph.client.workload.trace;

import org.jspecify.annotations.NullMarked;
