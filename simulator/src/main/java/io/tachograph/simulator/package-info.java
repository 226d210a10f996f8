/** A seeded fleet of inference servers that answer like vLLM, with stated latency laws and faults on request. */
@NullMarked
package io.tachograph.simulator;

import org.jspecify.annotations.NullMarked;
