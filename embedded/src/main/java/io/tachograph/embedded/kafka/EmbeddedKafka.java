package io.tachograph.embedded.kafka;

import io.tachograph.embedded.FreePort;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaAdmin;
import io.tachograph.kafka.TopicLeaders;
import io.tachograph.schemas.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node, broker and controller, listening on the loopback interface. Its log survives a restart and the death
 * of the process. Built on classes of Kafka that make no promise of staying as they are: this is the only place that
 * touches them, and a test starts it, kills it and starts it again.
 */
public final class EmbeddedKafka implements AutoCloseable {
    /** For each answer of its own. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaRaftServer server;
    private final KafkaAccess access;

    private EmbeddedKafka(KafkaRaftServer server, KafkaAccess access) {
        this.server = server;
        this.access = access;
    }

    /**
     * Starts the node and returns when it answers.
     *
     * @param directory where its log is; created and formatted when it is not there
     * @param port port of the broker, 0 for any free one
     * @throws IOException when it cannot start there
     */
    public static EmbeddedKafka start(Path directory, int port) throws IOException {
        return start(directory, port, ClientGate.OPEN);
    }

    static EmbeddedKafka start(Path directory, int port, ClientGate gate) throws IOException {
        int brokerPort = port == 0 ? FreePort.find() : port;
        Properties settings = settings(directory, brokerPort, FreePort.find(), gate.securityProtocol());
        settings.putAll(gate.broker());
        try {
            if (!Files.exists(directory.resolve("meta.properties"))) {
                format(directory, gate.scramUsers());
            }
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, new KafkaAccess("127.0.0.1:" + brokerPort, gate.client()));
        } catch (Exception e) {
            throw new IOException("the embedded Kafka cannot start in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** How clients reach it. */
    public KafkaAccess access() {
        return access;
    }

    /** Creates those topics that are not there yet, and returns when they can be written to. */
    public void createTopics(List<Topic> topics, int partitions) throws IOException {
        try (KafkaAdmin admin = KafkaAdmin.open(access, PATIENCE)) {
            Set<String> there = admin.await(admin.client().listTopics().names());
            List<Topic> missing = topics.stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .toList();
            admin.await(admin.client()
                    .createTopics(missing.stream()
                            .map(topic -> new NewTopic(topic.name(), partitions, (short) 1).configs(topic.settings()))
                            .toList())
                    .all());
            TopicLeaders.await(admin, missing.stream().map(Topic::name).toList(), partitions);
        } catch (IOException e) {
            throw new IOException("the topics cannot be created: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while topics were created", e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory, List<String> scramUsers) throws Exception {
        Files.createDirectories(directory);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setScramArguments(scramUsers)
                .setIgnoreFormatted(true)
                .run();
    }

    private static Properties settings(Path directory, int brokerPort, int controllerPort, String security) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listener.security.protocol.map",
                "CLIENTS:" + security + ",CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "CLIENTS",
                "listeners",
                "CLIENTS://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "CLIENTS://127.0.0.1:" + brokerPort,
                "log.dirs",
                directory.toString(),
                "auto.create.topics.enable",
                "false"));
        // A session that a killed process left behind must have ended before the next one may register: the default
        // of 9 s would be the better part of a start.
        settings.putAll(Map.of(
                "controlled.shutdown.enable", "true",
                "broker.session.timeout.ms", "1500",
                "broker.heartbeat.interval.ms", "300",
                "initial.broker.registration.timeout.ms", "60000"));
        // One node: one replica of everything, and buffers of a laptop's size.
        settings.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "num.io.threads", "4"));
        return settings;
    }
}
