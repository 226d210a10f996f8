/** The agent that probes targets continuously. */
@NullMarked
package io.tachograph.collectors.agent;

import org.jspecify.annotations.NullMarked;
