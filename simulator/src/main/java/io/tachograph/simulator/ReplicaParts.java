package io.tachograph.simulator;

import io.netty.channel.EventLoop;

/** The parts of a replica. Engine and metrics may be touched on the loop only. */
record ReplicaParts(EventLoop loop, BatchEngine engine, EngineMetrics metrics) {}
