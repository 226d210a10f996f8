package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.container.ContainerRuns;
import io.tachograph.collectors.source.container.EngineImage;
import io.tachograph.collectors.source.container.Sentence;
import io.tachograph.schemas.avro.InventoryContainer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the engine tells of its containers, as the inventory has it. Used by one thread at a time. */
final class ContainerAnnouncements {
    private static final int MOST_LABELS = 100;
    private static final Set<String> SAFE_LABELS = Set.of("com.docker.compose.project", "com.docker.compose.service");
    private static final List<String> SAFE_PREFIXES = List.of("tachograph.", "org.opencontainers.image.");

    private final ContainerRuns runs = new ContainerRuns();
    private final String node;
    private final String agent;

    ContainerAnnouncements(String node, String agent) {
        this.node = node;
        this.agent = agent;
    }

    /** What the source knows of one container that is there. */
    record Known(
            ListedContainer listed,
            InspectedContainer inspected,
            @Nullable EngineImage engine,
            @Nullable String target,
            List<String> gpus) {}

    /**
     * Says what is new.
     *
     * @param known those that are there now
     * @param ids all that are there, whether anything is known of them or not
     * @param ends asked for runs that have gone
     */
    void say(
            List<Known> known, Set<String> ids, long atMicros, RunEnds ends, Consumer<? super SpecificRecord> records) {
        runs.say(known.stream().map(this::record).toList(), ids, atMicros, ends::of, records);
    }

    private InventoryContainer record(Known known) {
        ListedContainer listed = known.listed();
        InspectedContainer inspected = known.inspected();
        return InventoryContainer.newBuilder()
                .setId(listed.id())
                .setName(listed.name())
                .setNode(node)
                .setImage(inspected.image())
                .setImageId(listed.imageId())
                .setEngine(known.engine() == null ? "" : known.engine().text())
                .setTarget(known.target())
                .setState(listed.state())
                .setHealth(listed.health())
                .setStartedAtMicros(inspected.startedAtMicros())
                .setRestarts(inspected.restarts())
                .setExitCode(null)
                .setOomKilled(null)
                .setGpus(known.gpus())
                .setLabels(safe(listed.labels()))
                .setSource("docker")
                .setAgent(agent)
                .setAssertedAtMicros(0)
                .build();
    }

    private static Map<String, String> safe(Map<String, String> labels) {
        Map<String, String> kept = new TreeMap<>();
        labels.forEach((name, value) -> {
            boolean safe = SAFE_LABELS.contains(name) || SAFE_PREFIXES.stream().anyMatch(name::startsWith);
            if (safe && kept.size() < MOST_LABELS) {
                kept.put(Sentence.of(name), Sentence.of(value));
            }
        });
        return kept;
    }
}
