package io.tachograph.generation;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.limit.Budgets;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.generation.http.GenerationServer;
import io.tachograph.generation.task.TaskTable;
import io.tachograph.generation.worker.Worker;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.ServedRequest;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.simulator.SimulatedReplica;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Kafka, simulated models, and whatever instances of API and worker a test starts on them. */
final class Deployment implements AutoCloseable {
    static final String KEY = "test-key-123";
    static final String OTHER_KEY = "demo-key-456";
    /** Answers within milliseconds. */
    static final String SWIFT = "swift";
    /** Answers when it is let. */
    static final String FICKLE = "fickle";

    private static final LatencyLaw FAST = new LatencyLaw(0.001, 0, 0.002, 0, 0);

    final List<ServedRequest> served = new CopyOnWriteArrayList<>();
    final List<RequestTiming> timings = new CopyOnWriteArrayList<>();
    EmbeddedKafka kafka;
    final SimulatedFleet fleet;
    /** Of all that is started from now on. */
    Budgets budgets = Budgets.none();

    private final Path directory;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    Deployment(Path directory) throws Exception {
        this.directory = directory;
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
        kafka.createTopics(List.of(Topics.GENERATION_REQUESTS, Topics.GENERATION_EVENTS), 3);
        fleet = SimulatedFleet.start(
                new FleetConfig(
                        "127.0.0.1",
                        7,
                        false,
                        List.of(ReplicaConfig.of("one", SWIFT, FAST), ReplicaConfig.of("two", FICKLE, FAST))),
                served::add);
    }

    /** What a test does while no broker is there. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws Exception;
    }

    void restartKafka(Meanwhile meanwhile) throws Exception {
        String servers = kafka.access().bootstrapServers();
        kafka.close();
        meanwhile.run();
        kafka = EmbeddedKafka.start(
                directory.resolve("kafka"), Integer.parseInt(servers.substring(servers.indexOf(':') + 1)));
    }

    SimulatedReplica fickle() {
        return fleet.replicas().get(1);
    }

    /** A configuration with both models; {@code generation} are lines of its section. */
    TachographConfig config(String generation) throws Exception {
        return ConfigFile.read(configFile(generation), Map.of());
    }

    TachographConfig config(String generation, List<String> targets) throws Exception {
        return ConfigFile.read(configFile(generation, targets), Map.of());
    }

    Path configFile(String generation) throws Exception {
        return configFile(
                generation,
                fleet.replicas().stream()
                        .map(replica -> "  - {url: \"" + replica.uri() + "\", model: " + replica.model() + "}")
                        .toList());
    }

    private Path configFile(String generation, List<String> targets) throws Exception {
        Path file = Files.createTempFile(directory, "config", ".yml");
        Files.writeString(
                file,
                "generation:\n  port: 0\n" + generation.indent(2) + "targets:\n" + String.join("\n", targets) + "\n");
        return file;
    }

    /** An API that refuses nobody. */
    Api api() throws Exception {
        return api("requests-per-minute: 1000000\nburst: 1000000");
    }

    Api api(String generation) throws Exception {
        return api(config(generation));
    }

    Api api(String generation, List<String> targets) throws Exception {
        return api(config(generation, targets));
    }

    private Api api(TachographConfig config) throws Exception {
        GenerationServer server = server(config);
        parts.push(server);
        return new Api(server.port());
    }

    /** One that the test closes. */
    GenerationServer server(String generation) throws Exception {
        return server(config(generation));
    }

    private GenerationServer server(TachographConfig config) throws Exception {
        RateLimit limit = new RateLimit(
                config.generation().requestsPerMinute(), config.generation().burst());
        return GenerationServer.start(
                config.generation(),
                KeyBook.reading(
                        ApiKeys.parse(KEY + "," + OTHER_KEY).limitedTo(limit).ring(), null),
                ServedModels.of(config),
                kafka.access(),
                table(config),
                budgets,
                new PrometheusRegistry());
    }

    private TaskTable table(TachographConfig config) throws Exception {
        TaskTable tasks = TaskTable.start(kafka.access(), config.generation().keepResults());
        parts.push(tasks);
        return tasks;
    }

    Worker worker(TachographConfig config) throws Exception {
        return worker(config, new PrometheusRegistry());
    }

    Worker worker(TachographConfig config, PrometheusRegistry metrics) throws Exception {
        Worker worker = Worker.start(
                config.generation(),
                ServedModels.of(config),
                kafka.access(),
                table(config),
                "test",
                variable -> null,
                timings::add,
                budgets,
                metrics);
        parts.push(worker);
        return worker;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        fleet.close();
        kafka.close();
    }
}
