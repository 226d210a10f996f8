package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.api.caller.RateLimit;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that callers publish, on a real Kafka. What the stream makes of them is the test of the inventory's job. */
class PostLoadTestTest {
    private static final String ROUTE = "/api/v1/load-tests";
    private static final String POST = "POST " + ROUTE;

    @TempDir
    private Path directory;

    @Test
    void result_isOnKafka_asBenchPublishesIt_andEveryDocumentedAnswerIsGiven() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
            kafka.createTopics(Topics.ALL, 1);
            Set<Integer> seen = new TreeSet<>();
            try (RecordWriter writer = RecordWriter.open(kafka.access(), "test", Duration.ofSeconds(30));
                    StoredFleet fleet = new StoredFleet(writer)) {
                Contract contract =
                        new Contract(fleet.client.get("/openapi.json").body());
                String reader = stored(fleet, contract, "\"scopes\": [\"read\"]");
                String slow =
                        stored(fleet, contract, "\"scopes\": [\"write\"], \"requests_per_minute\": 1, \"burst\": 1");
                for (HttpResponse<String> answer : List.of(
                        post(fleet.client, LoadTestRouteTest.result(), StoredFleet.KEY),
                        post(fleet.client, "{}", StoredFleet.KEY),
                        post(fleet.client, LoadTestRouteTest.result(), "no-such-key"),
                        post(fleet.client, LoadTestRouteTest.result(), reader),
                        post(fleet.client, "x".repeat((16 << 20) + 1), StoredFleet.KEY),
                        post(fleet.client, "{}", slow),
                        post(fleet.client, "{}", slow),
                        withoutKafka())) {
                    contract.check(POST, answer);
                    seen.add(answer.statusCode());
                }
                assertThat(seen)
                        .isEqualTo(contract.answers().stream()
                                .filter(answer -> answer.startsWith(POST + " "))
                                .map(answer -> Integer.valueOf(answer.substring(POST.length() + 1)))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
            assertThat(onKafka(kafka))
                    .isInstanceOf(LoadTest.class)
                    .extracting("run")
                    .isEqualTo("run-3");
        }
    }

    private static SpecificRecord onKafka(EmbeddedKafka kafka) throws UnreadableRecordException {
        TopicPartition partition = new TopicPartition(Topics.LOAD_TESTS.name(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.access().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(30));
            assertThat(records.count()).isEqualTo(1);
            return new RecordDecoder().decode(records.iterator().next().value());
        }
    }

    private static HttpResponse<String> withoutKafka() throws IOException {
        try (RunningApi api = new RunningApi(new RateLimit(1_000, 1_000))) {
            return post(new Client(api.server.port()), LoadTestRouteTest.result(), RunningApi.KEY);
        }
    }

    private static HttpResponse<String> post(Client client, String body, String key) {
        return client.post(ROUTE, body, "X-API-Key", key, "Content-Type", "application/json");
    }

    private static String stored(StoredFleet fleet, Contract contract, String more) {
        HttpResponse<String> made = fleet.client.call(
                "POST", "/api/v1/keys", "{\"name\": \"a\", " + more + "}", "X-API-Key", StoredFleet.KEY);
        return contract.parse(made.body()).get("key").textValue();
    }
}
