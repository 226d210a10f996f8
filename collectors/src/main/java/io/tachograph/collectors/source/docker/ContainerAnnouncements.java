package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.Announcements;
import io.tachograph.collectors.source.container.EngineImage;
import io.tachograph.collectors.source.container.Sentence;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.InventoryContainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Containers for the inventory, and the beginnings and ends of their runs as events. A run is known by when it began, so one
 * that an agent finds when it starts is the same event as the one that an agent before it saw. Used by one thread at a time.
 */
final class ContainerAnnouncements {
    private static final int MOST_LABELS = 100;
    private static final Set<String> SAFE_LABELS = Set.of("com.docker.compose.project", "com.docker.compose.service");
    private static final List<String> SAFE_PREFIXES = List.of("tachograph.", "org.opencontainers.image.");

    /** When a run began, which a container has always one of at most. */
    private record Run(InventoryContainer container, long fromMicros) {}

    private final Announcements announcements = new Announcements();
    private final Map<String, Run> runs = new HashMap<>();
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
        for (Known one : known) {
            InventoryContainer container = record(one);
            Long from = container.getStartedAtMicros();
            Run before = runs.get(container.getId());
            if (from != null && (before == null || before.fromMicros != from)) {
                if (before != null) {
                    ended(before, ends.of(container.getId(), before.fromMicros), atMicros, records);
                }
                records.accept(event("container_started", container, from, "started", atMicros));
            }
            if (from != null) {
                runs.put(container.getId(), new Run(container, from));
            }
            announcements.say(container.getId(), container, atMicros, records);
        }
        for (Run gone : new ArrayList<>(runs.values())) {
            String id = gone.container.getId();
            if (!ids.contains(id)) {
                runs.remove(id);
                announcements.forget(id);
                ended(gone, ends.of(id, gone.fromMicros), atMicros, records);
            }
        }
    }

    private void ended(Run run, RunEnds.Ended end, long atMicros, Consumer<? super SpecificRecord> records) {
        long at = Math.max(run.fromMicros, end.atMicros());
        records.accept(InventoryContainer.newBuilder(run.container)
                .setState("exited")
                .setExitCode(end.exitCode())
                .setOomKilled(end.oomKilled())
                .setEndedAtMicros(at)
                .setAssertedAtMicros(atMicros)
                .build());
        boolean oom = Boolean.TRUE.equals(end.oomKilled());
        String how = (end.exitCode() == null ? "ended" : "ended with exit code " + end.exitCode())
                + (oom ? ", for want of memory" : "");
        records.accept(event("container_ended", run.container, at, how, atMicros));
        if (oom) {
            records.accept(event("container_oom", run.container, at, "ran out of memory", atMicros));
        }
    }

    private Event event(String kind, InventoryContainer container, long atMicros, String what, long assertedMicros) {
        String target = container.getTarget();
        String image = Sentence.of(container.getImage());
        return Event.newBuilder()
                .setKind(kind)
                .setSubject(target == null ? node + "/" + container.getName() : target)
                .setStartedAtMicros(atMicros)
                .setText("container " + container.getName() + " of " + image + " on " + node + " " + what)
                .setTags(List.of("container:" + container.getName(), "node:" + node, "image:" + image))
                .setSource("docker")
                .setAgent(agent)
                .setAssertedAtMicros(assertedMicros)
                .build();
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
