package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.container.GpuProcess;
import io.tachograph.collectors.source.nvml.NvmlProcesses;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks NVIDIA's library. Without one the GPUs are unknown, which is no failure of the containers' engine. */
final class NvmlGpuLookup implements GpuLookup {
    private final String library;
    private @Nullable NvmlProcesses processes;

    NvmlGpuLookup(String library) {
        this.library = library;
    }

    @Override
    public HostGpus read() {
        if (processes == null) {
            processes = new NvmlProcesses(library, Path.of("/proc"));
        }
        try {
            Map<Integer, String> uuids = processes.uuids();
            if (!processes.tellsContainers()) {
                return new HostGpus(uuids, null);
            }
            Map<String, Set<String>> byContainer = new TreeMap<>();
            for (GpuProcess process : processes.read()) {
                if (process.container() != null) {
                    byContainer
                            .computeIfAbsent(process.container(), id -> new TreeSet<>())
                            .add(process.gpu());
                }
            }
            return new HostGpus(uuids, byContainer);
        } catch (SourceException e) {
            return HostGpus.UNKNOWN;
        }
    }

    @Override
    public void close() {
        if (processes != null) {
            processes.close();
        }
    }
}
