package io.tachograph.standalone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import io.tachograph.simulator.FleetConfig;
import io.tachograph.simulator.LatencyLaw;
import io.tachograph.simulator.ReplicaConfig;
import io.tachograph.simulator.SimulatedFleet;
import io.tachograph.standalone.CommandRun;
import io.tachograph.standalone.TachographProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class GatewayCommandTest {
    private static final String KEY = "a-callers-key-0123";
    private static final String BODY =
            "{\"model\":\"tiny\",\"stream\":true,\"user\":\"ann\",\"max_tokens\":4,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"How far away?\"}]}";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    /** From the command line to Kafka: keys, limits, records. */
    @Test
    void everyRequest_isOnKafka_andWhoSendsTooManyIsToldWhenToComeBack() throws Exception {
        FleetConfig config = new FleetConfig(
                "127.0.0.1",
                3,
                false,
                List.of(ReplicaConfig.of("tiny-1", "tiny", new LatencyLaw(0.01, 0, 0.001, 0, 0))));
        try (SimulatedFleet fleet = SimulatedFleet.start(config);
                EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            kafka.createTopics(Topics.ALL, 1);
            Path file = Files.writeString(
                    folder.resolve("gateway.yml"),
                    "kafka: {bootstrap-servers: '" + kafka.access().bootstrapServers() + "'}\n"
                            + "agent: {name: front-door}\n"
                            + "gateway: {port: 0, metrics-port: 0, burst: 3, requests-per-minute: 1, tenant-by: user, spool: '"
                            + folder.resolve("spool") + "'}\n"
                            + "targets:\n- {url: '" + fleet.replicas().get(0).uri() + "', model: tiny}\n");
            try (TachographProcess gateway =
                    TachographProcess.start(Map.of("API_KEYS", KEY), "gateway", "--config", file.toString())) {
                String url = gateway.awaitLine("Gateway");
                for (int i = 0; i < 3; i++) {
                    HttpResponse<String> answer = post(url, KEY);
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
                    assertThat(answer.headers().firstValue("RateLimit-Remaining"))
                            .contains(Integer.toString(2 - i));
                }
                HttpResponse<String> tooMany = post(url, KEY);
                assertThat(tooMany.statusCode()).isEqualTo(429);
                assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();
                assertThat(tooMany.body()).contains("rate_limit_exceeded");
                assertThat(post(url, "another-key-4567").statusCode()).isEqualTo(401);

                String health = gateway.awaitLine("Health");
                String metrics = text(health.substring(0, health.indexOf(',')).replace("/health", "/metrics"));
                assertThat(metrics)
                        .contains("tachograph_gateway_requests_total{state=\"received\"} 5.0")
                        .contains("tachograph_gateway_requests_total{state=\"refused\"} 2.0");
                await().atMost(Duration.ofMinutes(1)).until(() -> timings(kafka).size() >= 3);
                gateway.interrupt();
                assertThat(gateway.awaitEnd()).isIn(0, 143);
                assertThat(String.join("\n", gateway.lines())).doesNotContain(KEY);
            }
            assertThat(timings(kafka)).hasSize(3).allSatisfy(record -> {
                assertThat(record.getOrigin()).isEqualTo(Origin.GATEWAY);
                assertThat(record.getOutcome()).isEqualTo(Outcome.OK);
                assertThat(record.getAgent()).isEqualTo("front-door");
                assertThat(record.getTenant()).isEqualTo("ann");
                assertThat(record.getContentChunks()).isEqualTo(4);
                assertThat(record.getEngineVersion()).isIn(null, "0.30.0-sim");
            });
        }
    }

    @Test
    void whatIsMissing_isOneSentence() throws Exception {
        CommandRun noKey = new CommandRun();
        assertThat(noKey.run("gateway", "--kafka", "127.0.0.1:1")).isNotZero();
        assertThat(noKey.err.toString()).contains("there is no API key");

        Path file = Files.writeString(
                folder.resolve("slow.yml"), "gateway: {timeout: 5m}\nkafka: {bootstrap-servers: '127.0.0.1:1'}\n");
        CommandRun slow = new CommandRun();
        assertThat(slow.run("gateway", "--config", file.toString())).isNotZero();
        assertThat(slow.err.toString()).contains("gateway.timeout is longer than pipeline.max-request-duration");
    }

    private HttpResponse<String> post(String url, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String text(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static List<RequestTiming> timings(EmbeddedKafka kafka) throws UnreadableRecordException {
        List<RequestTiming> timings = new ArrayList<>();
        RecordDecoder decoder = new RecordDecoder();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.access().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.REQUEST_TIMINGS.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end =
                    consumer.endOffsets(List.of(partition)).values().iterator().next();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (decoder.decode(record.value()) instanceof RequestTiming timing) {
                        timings.add(timing);
                    }
                }
            }
        }
        return timings;
    }
}
