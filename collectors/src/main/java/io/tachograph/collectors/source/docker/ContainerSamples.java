package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.container.ContainerUsage;
import io.tachograph.schemas.avro.ContainerSample;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes records of what containers used, and keeps what is needed for the difference. Thread-safe. */
final class ContainerSamples {
    private final Map<String, ContainerUsage> before = new ConcurrentHashMap<>();
    private final String node;
    private final String agent;

    ContainerSamples(String node, String agent) {
        this.node = node;
        this.agent = agent;
    }

    ContainerSample of(
            ListedContainer container,
            @Nullable InspectedContainer inspected,
            ContainerUsage usage,
            EngineInfo host,
            @Nullable String target,
            @Nullable Long logErrors,
            long atMicros) {
        Double limit = inspected == null ? null : inspected.cpuLimitCores();
        Long cores = host.cores() != null ? host.cores() : usage.onlineCores();
        return ContainerSample.newBuilder()
                .setId(container.id())
                .setName(container.name())
                .setNode(node)
                .setAgent(agent)
                .setAtMicros(atMicros)
                .setImage(inspected == null ? container.image() : inspected.image())
                .setImageId(container.imageId())
                .setTarget(target)
                .setState(container.state())
                .setHealth(container.health())
                .setStartedAtMicros(inspected == null ? null : inspected.startedAtMicros())
                .setRestarts(inspected == null ? null : inspected.restarts())
                .setCpuNanos(usage.cpuNanos())
                .setCpuThrottledNanos(usage.throttledNanos())
                .setCpuCores(usage.coresSince(before.put(container.id(), usage)))
                .setCpuLimitCores(limit != null ? limit : cores == null ? null : Double.valueOf(cores))
                .setMemoryUsedBytes(usage.memoryUsedBytes())
                .setMemoryLimitBytes(least(usage.memoryLimitBytes(), host.memoryBytes()))
                .setNetworkReceivedBytes(usage.receivedBytes())
                .setNetworkSentBytes(usage.sentBytes())
                .setBlockReadBytes(usage.readBytes())
                .setBlockWrittenBytes(usage.writtenBytes())
                .setPids(usage.pids())
                .setLogErrors(logErrors)
                .build();
    }

    /** Forgets all others. */
    void retain(Set<String> ids) {
        before.keySet().retainAll(ids);
    }

    private static @Nullable Long least(@Nullable Long a, @Nullable Long b) {
        return a == null ? b : b == null ? a : Long.valueOf(Math.min(a, b));
    }
}
