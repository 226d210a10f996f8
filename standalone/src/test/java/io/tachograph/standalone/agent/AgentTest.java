package io.tachograph.standalone.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.simulator.Faults;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.standalone.CommandRun;
import io.tachograph.standalone.TachographProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class AgentTest {
    private static final int PARTITIONS = 2;

    @TempDir
    Path folder;

    private final List<String> served = new CopyOnWriteArrayList<>();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("tachograph.yml");
    }

    /** The broker is away, the agent is killed, both come back: what was spooled is on Kafka, once. */
    @Test
    void killedAgent_losesNothingThatItSpooledWhileKafkaWasAway() throws Exception {
        try (SimulatedFleet fleet = fleet()) {
            EmbeddedKafka first = kafka(0);
            String brokers = first.access().bootstrapServers();
            first.close();
            configure("first", brokers, List.of(url(fleet)));

            long spooled;
            try (TachographProcess agent = agent()) {
                String health = health(agent);
                await().until(() ->
                        get(health).path("kafka").path("pending_events").asLong() >= 40);
                spooled = get(health).path("kafka").path("pending_events").asLong();
            }
            configure("second", brokers, List.of(url(fleet)));
            try (EmbeddedKafka again = kafka(Integer.parseInt(brokers.substring(brokers.indexOf(':') + 1)));
                    TachographProcess agent = agent()) {
                String health = health(agent);
                await().until(() ->
                        get(health).path("kafka").path("pending_events").asLong() < 5);
                List<SpecificRecord> events = events(again);

                List<String> ids = timings(events).stream().map(AgentTest::id).toList();
                assertThat(ids).doesNotHaveDuplicates();
                assertThat(Set.copyOf(served)).as("the servers' own account").containsAll(ids);
                assertThat(events.stream().filter(event -> "first".equals(event.get(indexOfAgent(event)))))
                        .hasSizeGreaterThanOrEqualTo((int) spooled);
                assertThat(get(health).path("kafka").path("lost_events").asLong())
                        .isZero();
            }
        }
    }

    @Test
    void configurationThatChanges_isFollowed_andOneThatIsWrongChangesNothing() throws Exception {
        try (SimulatedFleet fleet = fleet();
                SimulatedFleet other = fleet();
                EmbeddedKafka kafka = kafka(0)) {
            String brokers = kafka.access().bootstrapServers();
            configure("agent", brokers, List.of(url(fleet)));
            try (TachographProcess agent = agent()) {
                String health = health(agent);
                await().until(() -> get(health).path("targets").asInt() == 1);

                configure("agent", brokers, List.of(url(fleet), url(other)));
                await().until(() -> get(health).path("targets").asInt() == 2);

                replace(Files.readString(file) + "nonsense: 1\n");
                await().until(() -> agent.lines().stream().anyMatch(line -> line.contains("unknown key nonsense")));
                assertThat(get(health).path("targets").asInt()).isEqualTo(2);
                assertThat(get(health).path("status").asText()).isEqualTo("healthy");

                assertThat(text(health.replace("/health", "/metrics")))
                        .contains("tachograph_spool_lost_events_total{reason=\"full\"} 0.0")
                        .contains("tachograph_config_reloads_total{result=\"applied\"} 1.0")
                        .contains("tachograph_config_reloads_total{result=\"refused\"} 1.0");

                agent.interrupt();
                assertThat(agent.awaitEnd()).isIn(0, 143);
            }
            assertThat(timings(events(kafka)))
                    .extracting(RequestTiming::getTarget)
                    .contains(slug(fleet), slug(other));
        }
    }

    @Test
    void check_saysWhatWorksAndWhatDoesNot() throws Exception {
        try (SimulatedFleet fleet = fleet();
                EmbeddedKafka kafka = kafka(0)) {
            configure("agent", kafka.access().bootstrapServers(), List.of(url(fleet)));
            CommandRun well = new CommandRun();
            assertThat(well.run("agent", "--config", file.toString(), "--check"))
                    .isZero();
            assertThat(well.out.toString())
                    .contains("kafka", "works", "answers, and has the topics")
                    .contains("target", slug(fleet));

            configure("agent", kafka.access().bootstrapServers(), List.of(url(fleet), "http://127.0.0.1:1"));
            CommandRun half = new CommandRun();
            assertThat(half.run("agent", "--config", file.toString(), "--check"))
                    .isEqualTo(1);
            assertThat(half.out.toString()).contains("FAILS").contains("CONNECT_ERROR");
        }
    }

    @Test
    void nothingToWatch_andAnUnknownKindOfSource_areOneSentence() throws Exception {
        replace("kafka:\n  bootstrap-servers: 127.0.0.1:1\n");
        CommandRun nothing = new CommandRun();
        assertThat(nothing.run("agent", "--config", file.toString())).isNotZero();
        assertThat(nothing.err.toString()).contains("there is nothing to watch");

        replace("kafka:\n  bootstrap-servers: 127.0.0.1:1\nsources:\n- kind: crystal-ball\n");
        CommandRun unknown = new CommandRun();
        assertThat(unknown.run("agent", "--config", file.toString())).isNotZero();
        assertThat(unknown.err.toString()).contains("sources[0].kind: 'crystal-ball' is an unknown kind of source");
    }

    private SimulatedFleet fleet() throws IOException {
        return SimulatedFleet.start(
                new FleetConfig(
                        "127.0.0.1",
                        7,
                        false,
                        List.of(new ReplicaConfig(
                                "quick",
                                "quick-1b",
                                0,
                                32,
                                8_192,
                                4,
                                8,
                                new LatencyLaw(0.010, 0, 0.001, 0, 0.1),
                                Faults.none(),
                                Duration.ofMinutes(1)))),
                request -> served.add(String.valueOf(request.requestId())));
    }

    private EmbeddedKafka kafka(int port) throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
        kafka.createTopics(Topics.ALL, PARTITIONS);
        return kafka;
    }

    private void configure(String name, String brokers, List<String> targets) throws IOException {
        StringBuilder text = new StringBuilder("kafka:\n  bootstrap-servers: " + brokers + "\nagent:\n  name: " + name
                + "\n  port: 0\n  spool: " + folder.resolve("spool")
                + "\nprobes:\n  arrivals: constant\n  rate: 20\n  max-output-tokens: 8\ntargets:\n");
        for (String target : targets) {
            text.append("- url: ").append(target).append("\n  model: quick-1b\n");
        }
        replace(text.toString());
    }

    /** At once, as editors and Kubernetes do it. */
    private void replace(String text) throws IOException {
        Path written = Files.writeString(folder.resolve("written"), text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private TachographProcess agent() throws IOException {
        return TachographProcess.start(Map.of(), "agent", "--config", file.toString());
    }

    private static String health(TachographProcess agent) {
        String line = agent.awaitLine("Health");
        return line.substring(0, line.indexOf(','));
    }

    private static JsonNode get(String url) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(text(url));
    }

    private static String text(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String url(SimulatedFleet fleet) {
        return fleet.replicas().get(0).uri().toString();
    }

    private static String slug(SimulatedFleet fleet) {
        URI uri = fleet.replicas().get(0).uri();
        return TargetConfig.slugOf(uri.getHost() + "-" + uri.getPort(), "openai", "quick-1b");
    }

    private static int indexOfAgent(SpecificRecord event) {
        return event.getSchema().getField("agent").pos();
    }

    private static List<RequestTiming> timings(List<SpecificRecord> events) {
        return events.stream()
                .filter(RequestTiming.class::isInstance)
                .map(RequestTiming.class::cast)
                .toList();
    }

    private static String id(RequestTiming record) {
        ByteBuffer id = ByteBuffer.wrap(record.getRequestId().bytes());
        return new UUID(id.getLong(0), id.getLong(8)).toString();
    }

    private static List<SpecificRecord> events(EmbeddedKafka kafka) throws UnreadableRecordException {
        List<SpecificRecord> events = new ArrayList<>();
        RecordDecoder decoder = new RecordDecoder();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.access().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .boxed()
                    .flatMap(partition -> Stream.of(Topics.REQUEST_TIMINGS, Topics.INVENTORY, Topics.EVENTS)
                            .map(topic -> new TopicPartition(topic.name(), partition)))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    events.add(decoder.decode(record.value()));
                }
            }
        }
        return events;
    }
}
