package io.tachograph.collectors.source.container;

import io.tachograph.collectors.source.Announcements;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.InventoryContainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Containers for the inventory, and the beginnings and ends of their runs as events. A run is known by when it began, so one
 * that an agent finds when it starts is the same event as the one that an agent before it saw. Used by one thread at a time.
 */
public final class ContainerRuns {
    /** Images of containers that are gone, which successors of the same name may have, too. */
    private static final int MOST_IMAGES = 1_000;

    /** When a run began, which a container has always one of at most. */
    private record Run(InventoryContainer container, long fromMicros) {}

    private final Announcements announcements = new Announcements();
    private final Map<String, Run> runs = new HashMap<>();
    private final Map<String, InventoryContainer> latest = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, InventoryContainer> eldest) {
            return size() > MOST_IMAGES;
        }
    };

    /** How runs ended. */
    @FunctionalInterface
    public interface Ends {
        /** How the run of a container that began at {@code fromMicros} ended. */
        RunEnd of(String id, long fromMicros);
    }

    /**
     * Says what is new.
     *
     * @param known those that are there now
     * @param ids all that are there, whether anything is known of them or not
     * @param ends asked for runs that have gone
     */
    public void say(
            List<InventoryContainer> known,
            Set<String> ids,
            long atMicros,
            Ends ends,
            Consumer<? super SpecificRecord> records) {
        for (InventoryContainer container : known) {
            Long from = container.getStartedAtMicros();
            Run before = runs.get(container.getId());
            if (from != null && (before == null || before.fromMicros != from)) {
                if (before != null) {
                    ended(before, ends.of(container.getId(), before.fromMicros), atMicros, records);
                }
                records.accept(event("container_started", container, from, "started", atMicros));
                image(container, from, atMicros, records);
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

    /** Whether it is of another image than the one of its name before it. */
    private void image(
            InventoryContainer container, long from, long atMicros, Consumer<? super SpecificRecord> records) {
        InventoryContainer before = latest.put(container.getNode() + "/" + container.getName(), container);
        if (before != null
                && !(before.getImage().equals(container.getImage())
                        && before.getImageId().equals(container.getImageId()))) {
            String what = "has another image than before: " + Sentence.of(before.getImage()) + " "
                    + Sentence.of(before.getImageId());
            records.accept(event("container_image", container, from, what.strip(), atMicros));
        }
    }

    private static void ended(Run run, RunEnd end, long atMicros, Consumer<? super SpecificRecord> records) {
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

    private static Event event(
            String kind, InventoryContainer container, long atMicros, String what, long assertedMicros) {
        String target = container.getTarget();
        String node = container.getNode();
        String image = Sentence.of(container.getImage());
        return Event.newBuilder()
                .setKind(kind)
                .setSubject(target == null ? node + "/" + container.getName() : target)
                .setStartedAtMicros(atMicros)
                .setText("container " + container.getName() + " of " + image + " on " + node + " " + what)
                .setTags(List.of("container:" + container.getName(), "node:" + node, "image:" + image))
                .setSource(container.getSource())
                .setAgent(container.getAgent())
                .setAssertedAtMicros(assertedMicros)
                .build();
    }
}
