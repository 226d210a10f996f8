package io.tachograph.collectors.source.container;

import org.jspecify.annotations.Nullable;

/**
 * A process that computes on a GPU.
 *
 * @param gpu UUID of the GPU, or of the MIG instance
 * @param pid as the host counts
 * @param container its container's id (with LXC its name), null when it runs outside of any or has ended meanwhile
 * @param usedMemoryBytes of the GPU; null when it is not told
 */
public record GpuProcess(
        String gpu,
        long pid,
        @Nullable String container,
        @Nullable Long usedMemoryBytes) {}
