package io.tachograph.standalone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.standalone.TachographProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of the gateway's process, when nobody asked and when somebody did. */
@Timeout(600)
class KilledGatewayTest {
    private static final String KEY = "a-callers-key-0123";
    private static final int ENDED = 15;
    private static final int OPEN = 5;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private SimulatedFleet fleet;
    private EmbeddedKafka kafka;
    private Path configuration;

    @BeforeEach
    void start() throws Exception {
        fleet = SimulatedFleet.start(new FleetConfig(
                "127.0.0.1",
                3,
                false,
                List.of(
                        ReplicaConfig.of("swift-1", "swift", new LatencyLaw(0.01, 0, 0.001, 0, 0)),
                        ReplicaConfig.of("slow-1", "slow", new LatencyLaw(0.01, 0, 0.5, 0, 0)))));
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        kafka.createTopics(Topics.ALL, 1);
        configuration = Files.writeString(
                folder.resolve("gateway.yml"),
                "kafka: {bootstrap-servers: '" + kafka.access().bootstrapServers() + "'}\n"
                        + "gateway: {port: 0, metrics-port: 0, burst: 1000, requests-per-minute: 1000, spool: '"
                        + folder.resolve("spool") + "'}\ntargets:\n"
                        + fleet.replicas().stream()
                                .map(replica -> "- {url: '" + replica.uri() + "', model: " + replica.model() + "}\n")
                                .collect(Collectors.joining()));
    }

    @AfterEach
    void stop() {
        fleet.close();
        kafka.close();
    }

    private TachographProcess gateway() throws IOException {
        return TachographProcess.start(Map.of("API_KEYS", KEY), "gateway", "--config", configuration.toString());
    }

    private static final class Stream {
        private final String id;
        private final BufferedReader lines;

        private Stream(HttpResponse<InputStream> answer) {
            assertThat(answer.statusCode()).isEqualTo(200);
            id = answer.headers().firstValue("X-Tachograph-Request-Id").orElseThrow();
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        private String toTheEnd() throws IOException {
            return lines.lines().collect(Collectors.joining("\n"));
        }
    }

    /** Returns with the head of its answer. */
    private Stream ask(String url, String model, int tokens) throws Exception {
        return new Stream(http.send(
                HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
                        .header("Authorization", "Bearer " + KEY)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + model + "\",\"stream\":true,"
                                + "\"max_tokens\":" + tokens
                                + ",\"messages\":[{\"role\":\"user\",\"content\":\"How far away?\"}]}"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream()));
    }

    private Set<String> idsOnKafka() {
        return TopicReader.timings(kafka.access()).stream()
                .map(KilledGatewayTest::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String id(RequestTiming record) {
        ByteBuffer id = ByteBuffer.wrap(record.getRequestId().bytes());
        return new UUID(id.getLong(), id.getLong()).toString();
    }

    private String pendingInSpool(TachographProcess gateway) throws Exception {
        String health = gateway.awaitLine("Health");
        URI metrics = URI.create(health.substring(0, health.indexOf(',')).replace("/health", "/metrics"));
        return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("tachograph_spool_pending_events "))
                .collect(Collectors.joining());
    }

    /** While Kafka is away, so that the death also meets records that nobody but the gateway has. */
    @Test
    void kill_inTheMiddleOfStreams_losesNoRecordOfThoseThatHadEnded() throws Exception {
        Set<String> ended = new TreeSet<>();
        String servers = kafka.access().bootstrapServers();
        try (TachographProcess gateway = gateway()) {
            String url = gateway.awaitLine("Gateway");
            for (int i = 0; i < ENDED; i++) {
                Stream stream = ask(url, "swift", 4);
                assertThat(stream.toTheEnd()).endsWith("data: [DONE]\n");
                ended.add(stream.id);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> idsOnKafka().containsAll(ended));
            kafka.close();
            for (int i = 0; i < ENDED; i++) {
                Stream stream = ask(url, "swift", 4);
                assertThat(stream.toTheEnd()).endsWith("data: [DONE]\n");
                ended.add(stream.id);
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> pendingInSpool(gateway).endsWith(" " + ENDED + ".0"));
            List<Stream> open = new ArrayList<>();
            for (int i = 0; i < OPEN; i++) {
                Stream stream = ask(url, "slow", 16);
                assertThat(stream.lines.readLine()).startsWith("data: ");
                open.add(stream);
            }

            gateway.kill();

            // Their clients see that their answers are not whole.
            open.forEach(stream -> assertThatThrownBy(stream::toTheEnd).hasRootCauseInstanceOf(IOException.class));
        }
        kafka = EmbeddedKafka.start(
                folder.resolve("kafka"), Integer.parseInt(servers.substring(servers.indexOf(':') + 1)));
        try (TachographProcess gateway = gateway()) {
            Stream stream = ask(gateway.awaitLine("Gateway"), "swift", 4);
            assertThat(stream.toTheEnd()).endsWith("data: [DONE]\n");
            ended.add(stream.id);
            await().atMost(Duration.ofMinutes(2)).until(() -> idsOnKafka().containsAll(ended));
            // Nothing is known of how the others would have ended, and nothing is said of it.
            assertThat(idsOnKafka()).isEqualTo(ended);
        }
    }

    @Test
    void stop_inTheMiddleOfStreams_letsThemComeToTheirEnd() throws Exception {
        Set<String> ids = new TreeSet<>();
        try (TachographProcess gateway = gateway()) {
            String url = gateway.awaitLine("Gateway");
            List<Stream> open = new ArrayList<>();
            for (int i = 0; i < OPEN; i++) {
                Stream stream = ask(url, "slow", 8);
                assertThat(stream.lines.readLine()).startsWith("data: ");
                open.add(stream);
                ids.add(stream.id);
            }

            gateway.interrupt();

            for (Stream stream : open) {
                assertThat(stream.toTheEnd()).endsWith("data: [DONE]\n");
            }
            assertThat(gateway.awaitEnd()).isIn(0, 143);
        }
        assertThat(TopicReader.timings(kafka.access()))
                .hasSize(OPEN)
                .allMatch(record -> record.getOutcome() == Outcome.OK)
                .extracting(KilledGatewayTest::id)
                .containsExactlyInAnyOrderElementsOf(ids);
    }
}
