package io.tachograph.collectors.source.docker;

/** Asks whoever reads the host's GPUs. Used by one thread at a time. */
@FunctionalInterface
interface GpuLookup extends AutoCloseable {
    HostGpus read();

    @Override
    default void close() {}
}
