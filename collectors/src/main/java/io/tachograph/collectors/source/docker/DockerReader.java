package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.Troubles;
import io.tachograph.collectors.source.container.ContainerUsage;
import io.tachograph.collectors.source.container.EngineImage;
import io.tachograph.collectors.source.container.GpuHoldings;
import io.tachograph.collectors.source.container.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the containers of one engine: the list is the truth, every time; what was inspected is kept as long as the events say
 * that nothing changed. One reading at a time.
 */
final class DockerReader implements AutoCloseable {
    private static final long MOST_LIST_BYTES = 256L << 20;
    private static final long MOST_BYTES = 16L << 20;

    /** A container that serves a target. */
    private record Served(ListedContainer container, InspectedContainer inspected, DiscoveredTarget target) {}

    private final String name;
    private final SourceContext context;
    private final DockerSettings settings;
    private final EngineContainers engines;
    private final GpuLookup gpus;
    private final CappedCalls calls;
    private final ContainerSamples samples;
    private final EngineLogs logs;
    private final GpuHoldings holdings = new GpuHoldings("docker");
    private final ContainerAnnouncements announcements;
    private final Map<String, Long> died = new ConcurrentHashMap<>();
    private final Map<String, InspectedContainer> inspected = new ConcurrentHashMap<>();
    private Map<String, Served> served = Map.of();
    private @Nullable EventWatch watch;
    private @Nullable EngineInfo host;
    private volatile String details = "";

    DockerReader(
            String name,
            String node,
            DockerSettings settings,
            SourceContext context,
            EngineContainers engines,
            GpuLookup gpus) {
        this.name = name;
        this.settings = settings;
        this.context = context;
        this.engines = engines;
        this.gpus = gpus;
        calls = new CappedCalls(settings.concurrency());
        samples = new ContainerSamples(node, context.agent());
        announcements = new ContainerAnnouncements(node, context.agent());
        logs = new EngineLogs(node, settings, calls, context.environment());
    }

    /** @param soon run when the next reading should not wait for its turn; null where there is no next one */
    synchronized void read(DockerSession session, @Nullable Runnable soon, Consumer<SpecificRecord> records)
            throws SourceException {
        DockerPing ping = session.negotiate();
        follow(session, ping, soon);
        EngineInfo known = host;
        if (known == null) {
            known = EngineInfo.of(there(session.get("/info", MOST_BYTES)), ping);
            host = known;
        }
        List<ListedContainer> listed = new ArrayList<>();
        there(session.get("/containers/json", MOST_LIST_BYTES)).forEach(json -> listed.add(ListedContainer.of(json)));
        Troubles troubles = new Troubles("container ");
        Map<String, EngineImage> images = inspect(session, listed, troubles);
        served = serve(listed, images, troubles);
        context.targets()
                .replace(name, served.values().stream().map(Served::target).toList());
        long at = context.clock().nowMicros();
        RunEnds ends = new RunEnds(session, died, ids(listed), at);
        Map<String, List<String>> held = hold(known, listed, at, ends, records);
        List<ContainerAnnouncements.Known> found = known(listed, images, held);
        announcements.say(found, ids(listed), at, ends, records);
        Map<String, Long> logged = logs.read(session, ping.clock(at), found, ids(listed), troubles);
        use(session, known, listed, images.keySet(), logged, records, troubles);
        troubles.raise();
        logs.complain(soon == null);
    }

    /** Begins to follow events, and forgets what was inspected, whenever some may have been missed. */
    private void follow(DockerSession session, DockerPing ping, @Nullable Runnable soon) {
        EventWatch current = watch;
        if (current != null && current.isLive()) {
            inspected.keySet().removeAll(current.takeChanged());
            return;
        }
        inspected.clear();
        host = null;
        if (soon != null) {
            Long now = ping.epochSeconds();
            String since = current != null ? current.since() : now == null ? null : now.toString();
            if (current != null) {
                current.close();
            }
            watch = EventWatch.start(session.another(), since, died, soon);
        }
    }

    /** Inspects what has to be known of, and tells the engines by container. */
    private Map<String, EngineImage> inspect(DockerSession session, List<ListedContainer> listed, Troubles troubles) {
        Map<String, EngineImage> images = new ConcurrentHashMap<>();
        calls.each(listed, container -> {
            try {
                // An image whose tag has moved on is listed by its digest.
                boolean nameless = container.image().startsWith("sha256:") && container.label("engine") == null;
                EngineImage image = nameless ? null : engines.engineOf(container, container.image());
                if (image == null && !nameless && !settings.usage().equals("all")) {
                    return;
                }
                InspectedContainer found = inspected.get(container.id());
                if (found == null) {
                    JsonNode json = session.get("/containers/" + container.id() + "/json", MOST_BYTES);
                    if (json == null) {
                        return; // Removed since it was listed.
                    }
                    found = InspectedContainer.of(json);
                    inspected.put(container.id(), found);
                }
                image = nameless ? engines.engineOf(container, found.image()) : image;
                if (image != null) {
                    images.put(container.id(), image);
                }
            } catch (SourceException e) {
                troubles.add(e.kind(), Sentence.of(container.name()) + " cannot be inspected: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                troubles.add(FailureKind.MALFORMED, Sentence.of(container.name()) + " " + e.getMessage());
            }
        });
        inspected.keySet().retainAll(ids(listed));
        return images;
    }

    private Map<String, Served> serve(
            List<ListedContainer> listed, Map<String, EngineImage> images, Troubles troubles) {
        Map<String, Served> now = new LinkedHashMap<>();
        Set<String> slugs = new HashSet<>();
        for (ListedContainer container : listed) {
            EngineImage image = images.get(container.id());
            InspectedContainer known = inspected.get(container.id());
            Served before = served.get(container.id());
            if (image != null && known != null) {
                try {
                    DiscoveredTarget target = engines.target(image, container, known);
                    if (!slugs.add(target.config().slug())) {
                        throw new IllegalArgumentException("would be a second target "
                                + target.config().slug() + ": tell them apart by label tachograph.cluster");
                    }
                    now.put(container.id(), new Served(container, known, target));
                } catch (IllegalArgumentException e) {
                    troubles.add(FailureKind.MALFORMED, Sentence.of(container.name()) + " " + e.getMessage());
                }
            } else if (before != null && known == null) {
                // It is there, but could not be inspected: no reason to stop watching.
                now.put(container.id(), before);
                slugs.add(before.target().config().slug());
            }
        }
        return now;
    }

    /** @return the GPUs of each container that holds some */
    private Map<String, List<String>> hold(
            EngineInfo known, List<ListedContainer> listed, long at, RunEnds ends, Consumer<SpecificRecord> records) {
        Map<GpuHoldings.Holding, String> now = new HashMap<>();
        Map<String, List<String>> held = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        HostGpus hostGpus = null;
        for (Served one : served.values()) {
            RequestedGpus asked =
                    RequestedGpus.of(one.container().label("gpus"), one.inspected(), known.defaultRuntime());
            Long from = one.inspected().startedAtMicros();
            if (asked.isNone() || from == null) {
                continue;
            }
            hostGpus = hostGpus == null ? gpus.read() : hostGpus;
            HostGpus.Finding finding = hostGpus.of(one.container().id(), asked);
            String slug = one.target().config().slug();
            held.put(one.container().id(), finding.gpus().stream().sorted().toList());
            finding.gpus()
                    .forEach(gpu -> now.put(
                            new GpuHoldings.Holding(one.container().id(), gpu, slug, from),
                            Sentence.of(one.container().name() + ": " + finding.reason())));
            finding.unknown()
                    .forEach(id -> unknown.add(Sentence.of(one.container().name() + " " + id)));
        }
        holdings.update(now, at, (id, from) -> ends.of(id, from).atMicros(), records);
        details = known.product() + "; " + listed.size() + " containers, " + served.size() + " engines"
                + (watch == null || watch.isLive() ? "" : "; its events cannot be followed")
                + (unknown.isEmpty() ? "" : "; GPUs without a known UUID: " + Sentence.of(String.join(", ", unknown)));
        return held;
    }

    private List<ContainerAnnouncements.Known> known(
            List<ListedContainer> listed, Map<String, EngineImage> images, Map<String, List<String>> held) {
        List<ContainerAnnouncements.Known> known = new ArrayList<>();
        for (ListedContainer container : listed) {
            InspectedContainer facts = inspected.get(container.id());
            Served serves = served.get(container.id());
            if (facts != null) {
                known.add(new ContainerAnnouncements.Known(
                        container,
                        facts,
                        images.get(container.id()),
                        serves == null ? null : serves.target().config().slug(),
                        held.getOrDefault(container.id(), List.of())));
            }
        }
        return known;
    }

    private void use(
            DockerSession session,
            EngineInfo known,
            List<ListedContainer> listed,
            Set<String> engineIds,
            Map<String, Long> logged,
            Consumer<SpecificRecord> records,
            Troubles troubles) {
        samples.retain(ids(listed));
        if (settings.usage().equals("none")) {
            return;
        }
        List<ListedContainer> wanted = listed.stream()
                .filter(container -> settings.usage().equals("all") || engineIds.contains(container.id()))
                .toList();
        calls.each(wanted, container -> {
            try {
                JsonNode json =
                        session.get("/containers/" + container.id() + "/stats?stream=false&one-shot=true", MOST_BYTES);
                ContainerUsage usage = json == null ? null : ContainerStatistics.of(json);
                if (usage == null) {
                    return; // Removed or ended since it was listed.
                }
                Served serves = served.get(container.id());
                records.accept(samples.of(
                        container,
                        inspected.get(container.id()),
                        usage,
                        known,
                        serves == null ? null : serves.target().config().slug(),
                        logged.get(container.id()),
                        context.clock().nowMicros()));
            } catch (SourceException e) {
                troubles.add(e.kind(), Sentence.of(container.name()) + " cannot be read: " + e.getMessage());
            }
        });
    }

    private static Set<String> ids(Collection<ListedContainer> containers) {
        Set<String> ids = new HashSet<>();
        containers.forEach(container -> ids.add(container.id()));
        return ids;
    }

    private static JsonNode there(@Nullable JsonNode answer) throws SourceException {
        if (answer == null) {
            throw new SourceException(FailureKind.UNAVAILABLE, "that is no Docker engine: it answers with 404");
        }
        return answer;
    }

    String details() {
        return details + logs.details();
    }

    Map<String, Long> leftOut() {
        return logs.leftOut();
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        calls.close();
        logs.close();
        gpus.close();
    }
}
