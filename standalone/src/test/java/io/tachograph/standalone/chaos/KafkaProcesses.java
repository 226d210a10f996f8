package io.tachograph.standalone.chaos;

import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.FreePort;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Three Kafka nodes, each broker and controller in a JVM of its own; every partition is on all of them. */
final class KafkaProcesses implements AutoCloseable {
    static final int BROKERS = 3;
    private static final int HEAP_MEBIBYTES = 192;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path directory;
    private final List<Integer> ports;
    private final List<JavaProcess> brokers = new ArrayList<>();

    private KafkaProcesses(Path directory, List<Integer> ports) {
        this.directory = directory;
        this.ports = ports;
    }

    /** Formats and starts the nodes. */
    static KafkaProcesses start(Path directory) throws Exception {
        List<Integer> ports = new ArrayList<>();
        List<Integer> controllers = new ArrayList<>();
        for (int i = 0; i < BROKERS; i++) {
            ports.add(FreePort.find());
            controllers.add(FreePort.find());
        }
        KafkaProcesses kafka = new KafkaProcesses(directory, ports);
        String cluster = Uuid.randomUuid().toString();
        try {
            for (int i = 0; i < BROKERS; i++) {
                kafka.format(i, cluster, controllers);
            }
            for (int i = 0; i < BROKERS; i++) {
                kafka.brokers.add(kafka.startBroker(i));
            }
            return kafka;
        } catch (Exception | AssertionError e) {
            kafka.close();
            throw e;
        }
    }

    KafkaAccess access() {
        return KafkaAccess.plain(ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
    }

    void kill(int broker) {
        brokers.get(broker).kill();
    }

    void restart(int broker) throws IOException {
        brokers.set(broker, startBroker(broker));
    }

    /** Returns when every broker has every partition, up to its end. */
    void awaitInSync() {
        try (Admin admin = admin()) {
            await("replicas in sync")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> topics(admin).stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.isr().size() == BROKERS));
        }
    }

    private static List<TopicDescription> topics(Admin admin) throws Exception {
        return List.copyOf(admin.describeTopics(
                        Topics.ALL.stream().map(topic -> topic.name()).toList())
                .allTopicNames()
                .get(20, TimeUnit.SECONDS)
                .values());
    }

    /** Creates all topics once the nodes are there; a record of theirs is confirmed when two nodes have it. */
    void createTopics(int partitions) throws Exception {
        try (Admin admin = admin()) {
            await("brokers")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> admin.describeCluster()
                                    .nodes()
                                    .get(20, TimeUnit.SECONDS)
                                    .size()
                            == BROKERS);
            var unused = admin.createTopics(Topics.ALL.stream()
                            .map(topic -> {
                                Map<String, String> settings = new HashMap<>(topic.settings());
                                settings.put("min.insync.replicas", "2");
                                return new NewTopic(topic.name(), partitions, (short) BROKERS).configs(settings);
                            })
                            .toList())
                    .all()
                    .get(1, TimeUnit.MINUTES);
        }
        awaitInSync();
    }

    private Admin admin() {
        return Admin.create(access().admin());
    }

    private JavaProcess startBroker(int broker) throws IOException {
        return JavaProcess.start(
                HEAP_MEBIBYTES,
                home(broker),
                directory.resolve("broker-" + broker + ".log"),
                "kafka.Kafka",
                home(broker).resolve("server.properties").toString());
    }

    private Path home(int broker) {
        return directory.resolve("broker-" + broker);
    }

    private void format(int broker, String cluster, List<Integer> controllers) throws Exception {
        Path log = Files.createDirectories(home(broker).resolve("log"));
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(cluster)
                .setNodeId(broker)
                .addDirectory(log.toString())
                .setMetadataLogDirectory(log.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
        try (OutputStream file = Files.newOutputStream(home(broker).resolve("server.properties"))) {
            settings(broker, log, controllers).store(file, null);
        }
    }

    private Properties settings(int broker, Path log, List<Integer> controllers) {
        Properties settings = new Properties();
        String listener = "PLAINTEXT://127.0.0.1:" + ports.get(broker);
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(broker),
                "controller.quorum.voters",
                IntStream.range(0, BROKERS)
                        .mapToObj(i -> i + "@127.0.0.1:" + controllers.get(i))
                        .collect(Collectors.joining(",")),
                "controller.listener.names",
                "CONTROLLER",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT",
                "listeners",
                listener + ",CONTROLLER://127.0.0.1:" + controllers.get(broker),
                "advertised.listeners",
                listener,
                "log.dirs",
                log.toString(),
                "auto.create.topics.enable",
                "false"));
        // A killed broker is missed soon, but not one that a busy machine holds up.
        settings.putAll(Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                "controller.quorum.election.timeout.ms", "2000",
                "controller.quorum.fetch.timeout.ms", "4000"));
        settings.putAll(Map.of(
                "offsets.topic.replication.factor", "3",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "num.io.threads", "2",
                "num.network.threads", "2"));
        return settings;
    }

    @Override
    public void close() {
        for (JavaProcess broker : brokers) {
            broker.close();
        }
    }
}
