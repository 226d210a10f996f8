package io.tachograph.collectors.source.kubernetes;

import io.tachograph.collectors.source.container.ContainerUsage;
import io.tachograph.collectors.source.container.Sentence;
import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.schemas.avro.InventoryContainer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records of pods' containers. */
record PodRecords(String node, String agent) {
    private static final int MOST_LABELS = 100;

    /**
     * For the inventory.
     *
     * @param engine name of the engine in it
     * @param target slug of the target that it serves
     * @param gpus UUIDs of those that it holds
     */
    InventoryContainer inventory(EngineContainer container, String engine, String target, List<String> gpus) {
        return InventoryContainer.newBuilder()
                .setId(container.id())
                .setName(container.name())
                .setNode(node)
                .setImage(container.spec().getImage())
                .setImageId(container.imageId())
                .setEngine(engine)
                .setTarget(target)
                .setState("running")
                .setHealth(container.health())
                .setStartedAtMicros(container.startedAtMicros())
                .setRestarts(container.restarts())
                .setExitCode(null)
                .setOomKilled(null)
                .setGpus(gpus)
                .setLabels(labels(container))
                .setSource("kubernetes")
                .setAgent(agent)
                .setAssertedAtMicros(0)
                .build();
    }

    /** What the pod is called, and what is said with {@code tachograph.NAME}; other labels may hold anything. */
    private static Map<String, String> labels(EngineContainer container) {
        Map<String, String> labels = new TreeMap<>();
        container.ours().forEach((name, value) -> {
            if (labels.size() < MOST_LABELS) {
                labels.put("tachograph." + Sentence.of(name), Sentence.of(value));
            }
        });
        labels.put("namespace", container.namespace());
        labels.put("pod", container.podName());
        return labels;
    }

    /**
     * What it uses.
     *
     * @param before what it had used at the reading before; null when there was none
     */
    ContainerSample sample(
            EngineContainer container,
            String target,
            ContainerUsage usage,
            @Nullable ContainerUsage before,
            @Nullable Double limitCores,
            long atMicros) {
        return ContainerSample.newBuilder()
                .setId(container.id())
                .setName(container.name())
                .setNode(node)
                .setAgent(agent)
                .setAtMicros(atMicros)
                .setImage(container.spec().getImage())
                .setImageId(container.imageId())
                .setTarget(target)
                .setState("running")
                .setHealth(container.health())
                .setStartedAtMicros(container.startedAtMicros())
                .setRestarts(container.restarts())
                .setCpuNanos(usage.cpuNanos())
                .setCpuThrottledNanos(usage.throttledNanos())
                .setCpuCores(usage.coresSince(before))
                .setCpuLimitCores(limitCores)
                .setMemoryUsedBytes(usage.memoryUsedBytes())
                .setMemoryLimitBytes(usage.memoryLimitBytes())
                .setNetworkReceivedBytes(null)
                .setNetworkSentBytes(null)
                .setBlockReadBytes(usage.readBytes())
                .setBlockWrittenBytes(usage.writtenBytes())
                .setPids(usage.pids())
                .setLogErrors(null)
                .build();
    }
}
