package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.container.ContainerOfProcess;
import io.tachograph.collectors.source.container.GpuProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which processes, of which containers, compute on which GPU now. Has a session with the library of its own, beside that of
 * the source of samples. Thread-safe; a second thread is refused while a call runs.
 */
public final class NvmlProcesses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NvmlProcesses.class);

    private final NvmlConnection connection;
    private final ContainerOfProcess containers;
    private final boolean countsAsTheHost;

    /**
     * Opens nothing yet.
     *
     * @param library name or path of NVIDIA's management library
     * @param proc {@code /proc}, or where the host's is mounted. Where it is neither, no process has a container
     */
    public NvmlProcesses(String library, Path proc) {
        connection = new NvmlConnection(library, System::nanoTime);
        containers = new ContainerOfProcess(proc);
        countsAsTheHost = containers.countsAsTheHost();
        if (!countsAsTheHost) {
            LOG.warn("{} is not the host's: processes on GPUs have no container (the agent needs pid: host)", proc);
        }
    }

    /**
     * Those of all GPUs; of a divided one, those of its MIG instances.
     *
     * @throws SourceException when there is no GPU or library, or a GPU is lost
     */
    public List<GpuProcess> read() throws SourceException {
        List<GpuProcess> processes = new ArrayList<>();
        connection.use(session -> {
            processes.clear();
            for (NvmlDevice gpu : session.gpus()) {
                boolean divided = Boolean.TRUE.equals(gpu.mig());
                for (NvmlDevice device : divided ? session.instances(gpu) : List.of(gpu)) {
                    add(device, session, processes);
                }
            }
        });
        return processes;
    }

    private void add(NvmlDevice device, NvmlSession session, List<GpuProcess> to) throws NvmlException {
        List<ComputeProcesses.Running> found = session.processes().of(device);
        if (found != null) {
            for (ComputeProcesses.Running process : found) {
                String container = countsAsTheHost ? containers.of(process.pid()) : null;
                to.add(new GpuProcess(device.uuid(), process.pid(), container, process.usedBytes()));
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
