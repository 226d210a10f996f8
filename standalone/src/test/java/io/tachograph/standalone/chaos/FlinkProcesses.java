package io.tachograph.standalone.chaos;

import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** A Flink session cluster: a JobManager and two TaskManagers with one slot each, in JVMs of their own. */
final class FlinkProcesses implements AutoCloseable {
    static final int TASK_MANAGERS = 2;
    private static final int JOB_MANAGER_HEAP_MEBIBYTES = 256;
    private static final int TASK_MANAGER_HEAP_MEBIBYTES = 256;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path directory;
    private final Configuration settings;
    private final List<JavaProcess> taskManagers = new ArrayList<>();
    private JavaProcess jobManager;

    private FlinkProcesses(Path directory, Configuration settings) throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.jobManager = startJobManager();
    }

    /** Starts all three. */
    static FlinkProcesses start(Path directory) throws Exception {
        Map<String, String> settings = settings(FreePort.find(), FreePort.find());
        Files.createDirectories(directory);
        Files.write(
                directory.resolve("config.yaml"),
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .toList());
        FlinkProcesses flink = new FlinkProcesses(directory, Configuration.fromMap(settings));
        try {
            for (int i = 0; i < TASK_MANAGERS; i++) {
                flink.taskManagers.add(flink.startTaskManager(i));
            }
            return flink;
        } catch (Exception | AssertionError e) {
            flink.close();
            throw e;
        }
    }

    /** A client of the JobManager; after a restart an old one finds the new. */
    RestClusterClient<StandaloneClusterId> client() throws Exception {
        return new RestClusterClient<>(settings, StandaloneClusterId.getInstance());
    }

    void killJobManager() {
        jobManager.kill();
    }

    /** Returns when the new one knows both TaskManagers; jobs of the old one are unknown to it. */
    void restartJobManager() throws Exception {
        jobManager = startJobManager();
        awaitComplete();
    }

    void killTaskManager(int number) {
        taskManagers.get(number).kill();
    }

    void restartTaskManager(int number) throws IOException {
        taskManagers.set(number, startTaskManager(number));
    }

    /** Returns when the JobManager knows both TaskManagers. */
    void awaitComplete() throws Exception {
        try (RestClusterClient<StandaloneClusterId> client = client()) {
            await("TaskManagers").atMost(PATIENCE).ignoreExceptions().until(() -> {
                if (!jobManager.isAlive()) {
                    throw new AssertionError("the JobManager ended; see " + directory);
                }
                return client.getClusterOverview().get(10, TimeUnit.SECONDS).getNumTaskManagersConnected()
                        >= TASK_MANAGERS;
            });
        }
    }

    private JavaProcess startJobManager() throws IOException {
        return start("job-manager", JOB_MANAGER_HEAP_MEBIBYTES, StandaloneSessionClusterEntrypoint.class);
    }

    private JavaProcess startTaskManager(int number) throws IOException {
        return start("task-manager-" + number, TASK_MANAGER_HEAP_MEBIBYTES, TaskManagerRunner.class);
    }

    private JavaProcess start(String name, int heapMebibytes, Class<?> main) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        return JavaProcess.start(
                heapMebibytes,
                home,
                directory.resolve(name + ".log"),
                main.getName(),
                "--configDir",
                directory.toString(),
                "-Dio.tmp.dirs=" + Files.createDirectories(home.resolve("tmp")));
    }

    /** What Flink's start scripts would work out, and detection of deaths in seconds. */
    private static Map<String, String> settings(int rpcPort, int restPort) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "jobmanager.rpc.address", "127.0.0.1",
                "jobmanager.rpc.port", Integer.toString(rpcPort),
                "jobmanager.bind-host", "127.0.0.1",
                "taskmanager.host", "127.0.0.1",
                "taskmanager.bind-host", "127.0.0.1",
                "rest.address", "127.0.0.1",
                "rest.bind-address", "127.0.0.1",
                "rest.port", Integer.toString(restPort),
                "heartbeat.interval", "1000",
                "heartbeat.timeout", "15000"));
        settings.putAll(Map.of(
                "taskmanager.numberOfTaskSlots", "1",
                "taskmanager.cpu.cores", "1.0",
                "taskmanager.memory.framework.heap.size", "64m",
                "taskmanager.memory.task.heap.size", "192m",
                "taskmanager.memory.framework.off-heap.size", "64m",
                "taskmanager.memory.task.off-heap.size", "0m",
                "taskmanager.memory.managed.size", "8m",
                "taskmanager.memory.network.min", "32m",
                "taskmanager.memory.network.max", "32m"));
        settings.putAll(Map.of(
                "taskmanager.memory.jvm-metaspace.size", "128m",
                "taskmanager.memory.jvm-overhead.min", "64m",
                "taskmanager.memory.jvm-overhead.max", "64m",
                // A request that was lost with a process is made again, well before a test loses its patience.
                "slot.request.timeout", "60000",
                // On a machine that is busy with other things, an answer takes its time.
                "pekko.ask.timeout", "30 s"));
        return settings;
    }

    @Override
    public void close() {
        for (JavaProcess taskManager : taskManagers) {
            taskManager.close();
        }
        jobManager.close();
    }
}
