package io.tachograph.standalone.flink;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.embedded.flink.FlinkCluster;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.standalone.config.HostAndPort;
import io.tachograph.standalone.log.Logs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph flink taskmanager}. */
@Command(name = "taskmanager", description = "Runs a TaskManager, which does the work of stream jobs in its slots.")
public final class TaskManagerCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LOOK_AGAIN_MILLIS = 500;
    /** Of the heap, what Flink keeps for itself. */
    private static final MemorySize FRAMEWORK = MemorySize.ofMebiBytes(64);

    @Option(
            names = "--jobmanager",
            paramLabel = "HOST:PORT",
            converter = HostAndPort.Text.class,
            defaultValue = "127.0.0.1:" + JobManagerCommand.DEFAULT_PORT,
            description = "The JobManager, as its own --host and --port name it (default: ${DEFAULT-VALUE}).")
    HostAndPort jobManager = new HostAndPort("127.0.0.1", JobManagerCommand.DEFAULT_PORT);

    @Option(
            names = "--slots",
            paramLabel = "N",
            description =
                    "How many subtasks of a job it has room for, over all jobs (default: one for each job there is).")
    @Nullable
    Integer slots;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Its own address for the others (default: that from which it reaches the JobManager).")
    @Nullable
    String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "6122",
            description = "Port for the JobManager (default: ${DEFAULT-VALUE}; 0: any free one).")
    int port;

    @Option(
            names = "--data-port",
            paramLabel = "PORT",
            defaultValue = "6121",
            description = "Port for other TaskManagers (default: ${DEFAULT-VALUE}; 0: any free one).")
    int dataPort;

    @Mixin
    MetricsOptions metrics = new MetricsOptions();

    /** Does not return: Flink ends the process. */
    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        int room = slots == null ? JobCatalog.all().size() : slots;
        if (room < 1) {
            throw new ConfigException("--slots " + room + " must be at least 1");
        }
        awaitJobManager();
        TaskManagerRunner.runTaskManagerProcessSecurely(settings(room, ProcessEnvironment.listenHost(environment)));
        return 0;
    }

    /** Flink itself would wait five minutes before it says anything. */
    private void awaitJobManager() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(jobManager.host(), jobManager.port()), CONNECT_MILLIS);
                return;
            } catch (IOException e) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IOException("no JobManager listens at " + jobManager, e);
                }
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** What Flink's start scripts would work out: the heap is the JVM's. */
    private Configuration settings(int room, String listen) {
        MemorySize network = FlinkCluster.networkMemory(room);
        Configuration settings = new Configuration();
        settings.set(JobManagerOptions.ADDRESS, jobManager.host());
        settings.set(JobManagerOptions.PORT, jobManager.port());
        settings.set(TaskManagerOptions.BIND_HOST, listen);
        if (host != null) {
            settings.set(TaskManagerOptions.HOST, host);
        }
        settings.set(TaskManagerOptions.RPC_PORT, Integer.toString(port));
        settings.set(NettyShuffleEnvironmentOptions.DATA_PORT, dataPort);
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, room);
        settings.set(TaskManagerOptions.CPU_CORES, (double) Runtime.getRuntime().availableProcessors());
        settings.set(TaskManagerOptions.FRAMEWORK_HEAP_MEMORY, FRAMEWORK);
        settings.set(
                TaskManagerOptions.TASK_HEAP_MEMORY,
                new MemorySize(Runtime.getRuntime().maxMemory()).subtract(FRAMEWORK));
        settings.set(TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY, FRAMEWORK);
        settings.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, MemorySize.ZERO);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        settings.set(TaskManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(256));
        settings.set(TaskManagerOptions.JVM_OVERHEAD_MIN, FRAMEWORK);
        settings.set(TaskManagerOptions.JVM_OVERHEAD_MAX, FRAMEWORK);
        metrics.addTo(settings, listen);
        return settings;
    }
}
