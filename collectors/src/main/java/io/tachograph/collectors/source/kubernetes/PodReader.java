package io.tachograph.collectors.source.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.Troubles;
import io.tachograph.collectors.source.container.ContainerRuns;
import io.tachograph.collectors.source.container.GpuHoldings;
import io.tachograph.collectors.source.container.RunEnd;
import io.tachograph.collectors.source.container.Sentence;
import io.tachograph.schemas.avro.InventoryContainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Puts together what the API server and the kubelet say. One reading at a time. */
final class PodReader implements AutoCloseable {
    private record Served(EngineContainer container, DiscoveredTarget target) {
        String slug() {
            return target.config().slug();
        }
    }

    private final String name;
    private final SourceContext context;
    private final NodePods pods;
    private final Kubelet kubelet;
    private final EnginePods engines;
    private final PodGpus gpus;
    private final GpuHoldings holdings = new GpuHoldings("kubernetes");
    private final ContainerRuns runs = new ContainerRuns();
    private final PodUsage usage;
    private final PodRecords facts;
    private @Nullable List<Pod> known;
    private String details = "";

    PodReader(String name, String node, KubernetesSettings settings, SourceContext context, NodePods pods) {
        this.name = name;
        this.context = context;
        this.pods = pods;
        kubelet = new Kubelet(settings.podResources(), settings.requestTimeout());
        engines = new EnginePods(settings);
        gpus = new PodGpus(settings.nvmlLibrary());
        facts = new PodRecords(node, context.agent());
        usage = new PodUsage(settings.cgroups(), facts, context.clock());
    }

    /** While the API server is away, the pods are those that it told last: what they hold and use is the node's to tell. */
    synchronized void read(Consumer<SpecificRecord> records) throws SourceException, InterruptedException {
        Troubles troubles = new Troubles();
        boolean told = false;
        try {
            known = pods.now();
            told = true;
        } catch (SourceException e) {
            if (known == null) {
                throw e;
            }
            troubles.add(e.kind(), e.getMessage());
        }
        List<Pod> now = known;
        Map<String, EngineContainer> containers = new TreeMap<>();
        now.forEach(pod -> EngineContainer.of(pod).forEach(container -> containers.put(container.id(), container)));
        Map<String, Served> served = serve(containers.values(), troubles);
        context.targets()
                .replace(name, served.values().stream().map(Served::target).toList());
        details = now.size() + " pods, " + served.size() + " engines";
        long at = context.clock().nowMicros();
        Map<String, List<String>> held = troubles.survive(() -> hold(containers, served, at, records), Map.of());
        if (told) {
            announce(containers, served, held, at, records);
        }
        troubles.survive(() -> details += usage.tell(slugs(served), records));
        troubles.raise();
    }

    private static Map<EngineContainer, String> slugs(Map<String, Served> served) {
        Map<EngineContainer, String> slugs = new LinkedHashMap<>();
        served.values().forEach(one -> slugs.put(one.container(), one.slug()));
        return slugs;
    }

    private void announce(
            Map<String, EngineContainer> containers,
            Map<String, Served> served,
            Map<String, List<String>> held,
            long at,
            Consumer<SpecificRecord> records) {
        List<InventoryContainer> there = new ArrayList<>();
        Set<String> running = new HashSet<>();
        served.values().forEach(one -> {
            running.add(one.container().id());
            there.add(facts.inventory(
                    one.container(),
                    one.target().config().framework(),
                    one.slug(),
                    held.getOrDefault(one.container().id(), List.of())));
        });
        runs.say(there, running, at, (id, from) -> end(containers.get(id), from, at), records);
    }

    /** By namespace, pod and container, as the kubelet names them. */
    private Map<String, Served> serve(Iterable<EngineContainer> containers, Troubles troubles) {
        Map<String, Served> served = new LinkedHashMap<>();
        Set<String> slugs = new HashSet<>();
        for (EngineContainer container : containers) {
            try {
                DiscoveredTarget target = engines.target(container);
                if (target == null) {
                    continue;
                }
                if (!slugs.add(target.config().slug())) {
                    throw new IllegalArgumentException("would be a second target "
                            + target.config().slug() + ": leave out target.cluster, or annotate tachograph.cluster");
                }
                served.put(container.name(), new Served(container, target));
            } catch (IllegalArgumentException e) {
                troubles.add(FailureKind.MALFORMED, "container " + container.name() + " " + e.getMessage());
            }
        }
        return served;
    }

    /** @return the GPUs of each container that holds some */
    private Map<String, List<String>> hold(
            Map<String, EngineContainer> containers,
            Map<String, Served> served,
            long at,
            Consumer<SpecificRecord> records)
            throws SourceException {
        Map<GpuHoldings.Holding, String> now = new HashMap<>();
        Map<String, List<String>> held = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        for (PodDevices devices : kubelet.held()) {
            Served holder = served.get(devices.namespace() + "/" + devices.pod() + "/" + devices.container());
            Long from = holder == null ? null : holder.container().startedAtMicros();
            if (holder == null || from == null || !devices.areGpus()) {
                continue;
            }
            for (String device : devices.ids()) {
                String uuid = gpus.uuid(device);
                if (uuid == null) {
                    unknown.add(holder.container().name() + " " + Sentence.of(device));
                } else {
                    now.put(
                            new GpuHoldings.Holding(holder.container().id(), uuid, holder.slug(), from),
                            "the kubelet gave it " + Sentence.of(devices.resource()));
                    held.computeIfAbsent(holder.container().id(), id -> new ArrayList<>())
                            .add(uuid);
                }
            }
        }
        holdings.update(now, at, (id, from) -> end(containers.get(id), from, at).atMicros(), records);
        details += ", " + now.size() + ofAll() + " GPUs held"
                + (unknown.isEmpty() ? "" : "; GPUs without a known UUID: " + String.join(", ", unknown));
        held.values().forEach(list -> list.sort(null));
        return held;
    }

    /** Empty where the kubelet does not tell: it may be too old to. */
    private String ofAll() {
        try {
            return " of "
                    + kubelet.allocatable().stream()
                            .filter(PodDevices::areGpus)
                            .mapToInt(devices -> devices.ids().size())
                            .sum();
        } catch (SourceException e) {
            return "";
        }
    }

    private static RunEnd end(@Nullable EngineContainer container, long from, long now) {
        RunEnd told = container == null ? null : container.end(from);
        return told == null ? new RunEnd(now, null, null) : told;
    }

    synchronized String details() {
        return details;
    }

    @Override
    public void close() {
        pods.close();
        kubelet.close();
        gpus.close();
    }
}
