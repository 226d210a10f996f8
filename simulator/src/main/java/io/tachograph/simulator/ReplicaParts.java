package io.tachograph.simulator;

import io.netty.channel.EventLoop;

/** What a replica is made of. Engine and metrics may be touched on the loop only. */
record ReplicaParts(EventLoop loop, BatchEngine engine, EngineMetrics metrics) {}
