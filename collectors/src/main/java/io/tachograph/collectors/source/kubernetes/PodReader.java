package io.tachograph.collectors.source.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.Troubles;
import io.tachograph.collectors.source.container.GpuHoldings;
import io.tachograph.collectors.source.container.Sentence;
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
    private String details = "";

    PodReader(String name, KubernetesSettings settings, SourceContext context, NodePods pods) {
        this.name = name;
        this.context = context;
        this.pods = pods;
        kubelet = new Kubelet(settings.podResources(), settings.requestTimeout());
        engines = new EnginePods(settings);
        gpus = new PodGpus(settings.nvmlLibrary());
    }

    synchronized void read(Consumer<SpecificRecord> records) throws SourceException, InterruptedException {
        List<Pod> now = pods.now();
        Map<String, EngineContainer> containers = new TreeMap<>();
        now.forEach(pod -> EngineContainer.of(pod).forEach(container -> containers.put(container.id(), container)));
        Troubles troubles = new Troubles();
        Map<String, Served> served = serve(containers.values(), troubles);
        context.targets()
                .replace(name, served.values().stream().map(Served::target).toList());
        details = now.size() + " pods, " + served.size() + " engines";
        troubles.survive(() -> hold(containers, served, records));
        troubles.raise();
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

    private void hold(
            Map<String, EngineContainer> containers, Map<String, Served> served, Consumer<SpecificRecord> records)
            throws SourceException {
        Map<GpuHoldings.Holding, String> now = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        for (PodDevices devices : kubelet.held()) {
            Served holder = served.get(devices.namespace() + "/" + devices.pod() + "/" + devices.container());
            Long from = holder == null ? null : holder.container().startedAtMicros();
            if (holder == null || from == null || !devices.areGpus()) {
                continue;
            }
            for (String id : devices.ids()) {
                String uuid = gpus.uuid(id);
                if (uuid == null) {
                    unknown.add(holder.container().name() + " " + Sentence.of(id));
                } else {
                    now.put(
                            new GpuHoldings.Holding(holder.container().id(), uuid, holder.slug(), from),
                            "the kubelet gave it " + Sentence.of(devices.resource()));
                }
            }
        }
        long at = context.clock().microsAt(System.nanoTime());
        holdings.update(now, at, (id, from) -> end(containers.get(id), from, at), records);
        details += ", " + now.size() + ofAll() + " GPUs held"
                + (unknown.isEmpty() ? "" : "; GPUs without a known UUID: " + String.join(", ", unknown));
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

    private static long end(@Nullable EngineContainer container, long from, long now) {
        Long told = container == null ? null : container.endedAtMicros(from);
        return told == null ? now : told;
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
