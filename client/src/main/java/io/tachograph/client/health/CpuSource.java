package io.tachograph.client.health;

/** Where readings come from. */
@FunctionalInterface
interface CpuSource {
    /** @param loopThreads ids of the event-loop threads known so far */
    CpuReading read(long nowNanos, long[] loopThreads);
}
