package io.tachograph.collectors.source.docker;

/** Looks GPUs up in the source that reads the host's. Used by one thread at a time. */
@FunctionalInterface
interface GpuLookup extends AutoCloseable {
    HostGpus read();

    @Override
    default void close() {}
}
