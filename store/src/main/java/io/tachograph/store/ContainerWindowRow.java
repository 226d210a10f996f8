package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * What one container used in one window. Counted quantities are rises in {@code coveredSeconds}, null without two
 * readings.
 *
 * @param container the engine's id of it
 * @param target slug of the target that it served, null for none that is known
 * @param coveredSeconds time between readings near enough to each other
 * @param cpuSeconds over all cores
 * @param cpuThrottledSeconds time in which its limit held it back
 * @param memoryUsedBytes without file pages that can be taken back at once
 * @param logErrors lines of its log that look like errors
 * @param restarts by its restart policy
 */
public record ContainerWindowRow(
        String container,
        WindowStamp stamp,
        String name,
        String node,
        String image,
        String imageId,
        @Nullable String target,
        double coveredSeconds,
        @Nullable Double cpuSeconds,
        @Nullable Double cpuThrottledSeconds,
        @Nullable Double cpuLimitCores,
        GaugeValue memoryUsedBytes,
        @Nullable Long memoryLimitBytes,
        @Nullable Double networkReceivedBytes,
        @Nullable Double networkSentBytes,
        @Nullable Double blockReadBytes,
        @Nullable Double blockWrittenBytes,
        GaugeValue pids,
        @Nullable Double logErrors,
        @Nullable Double restarts) {}
