/** What the requests of a run ask, and in which order: prompts, conversations, traces. */
@NullMarked
package io.tachograph.client.workload;

import org.jspecify.annotations.NullMarked;
