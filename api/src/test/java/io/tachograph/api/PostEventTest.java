package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.live.LiveKind;
import io.tachograph.live.LivePosition;
import io.tachograph.live.LiveSelection;
import io.tachograph.live.LiveStream;
import io.tachograph.schemas.Topics;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that callers tell of, on a real Kafka. What the stream makes of them is the test of the inventory's job. */
class PostEventTest {
    private static final String POST = "POST /api/v1/events";
    private static final String DEPLOY = "{\"kind\": \"deploy\", \"text\": \"v2\"}";
    private static final LiveSelection EVENTS = new LiveSelection(Set.of(LiveKind.EVENT), Map.of(), List.of());

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static RecordWriter writer;
    private static StoredFleet fleet;
    private static LiveStream live;
    private static Contract contract;

    @BeforeAll
    static void start() throws IOException, SQLException {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
        kafka.createTopics(Topics.ALL, 3);
        writer = RecordWriter.open(kafka.access(), "test", Duration.ofSeconds(30));
        fleet = new StoredFleet(writer);
        live = LiveStream.start(kafka.access(), fleet.live);
        contract = new Contract(fleet.client.get("/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        live.close();
        fleet.close();
        writer.close();
        kafka.close();
    }

    @Test
    void event_isHeardLive_andSaidInTheAuditLog() {
        JsonNode taken = post("{\"id\": \"run/17\", \"kind\": \"deploy\", \"subject\": \"de-vllm-llama\","
                + " \"text\": \"llama <b>2</b>\", \"started_at\": \"2026-11-20T11:00:00+01:00\", \"tags\": [\"ci\"]}");
        assertThat(taken.get("id").textValue()).isEqualTo("run/17");
        assertThat(taken.get("started_at").textValue()).isEqualTo("2026-11-20T10:00:00Z");

        JsonNode heard = heard("run/17", "llama <b>2</b>");
        assertThat(heard.get("kind").textValue()).isEqualTo("deploy");
        assertThat(heard.get("subject").textValue()).isEqualTo("de-vllm-llama");
        assertThat(heard.get("started_at").textValue()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(heard.get("ended_at").isNull()).isTrue();
        assertThat(heard.get("tags").toString()).isEqualTo("[\"ci\"]");
        assertThat(heard.get("source").textValue()).isEqualTo("api");
        assertThat(fleet.client
                        .get("/api/v1/audit?from=now-1h", "X-API-Key", StoredFleet.KEY)
                        .body())
                .contains("\"who\":\"key-1\",\"action\":\"event.post\",\"subject\":\"run/17\"");
    }

    @Test
    void eventThatIsToldAgain_isTheSame() {
        String first = "{\"id\": \"run-18\", \"kind\": \"deploy\", \"text\": \"%s\"%s}";
        String began = post(first.formatted("begins", "")).get("started_at").textValue();
        post(first.formatted("begins", ""));
        post(first.formatted(
                "done",
                ", \"started_at\": \"" + began + "\", \"ended_at\": \""
                        + Instant.now().plusSeconds(60) + "\""));

        assertThat(heard("run-18", "done").get("ended_at").isTextual()).isTrue();
        assertThat(heardOf("run-18")).hasSize(1);
    }

    @Test
    void eventWithoutAnId_getsOne() {
        String id = post(DEPLOY).get("id").textValue();
        assertThat(id).isNotEqualTo(post(DEPLOY).get("id").textValue());
        heard(id, "v2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"kind\": \"deploy\"}",
                "{\"kind\": \"De ploy\", \"text\": \"a\"}",
                "{\"kind\": \"deploy\", \"text\": \" \"}",
                "{\"kind\": \"deploy\", \"text\": 1}",
                "{\"kind\": \"deploy\", \"text\": \"a\\u0000\"}",
                "{\"kind\": \"deploy\", \"text\": \"a\", \"subject\": \"a\\nb\"}",
                "{\"kind\": \"deploy\", \"text\": \"a\", \"tags\": \"ci\"}",
                "{\"kind\": \"deploy\", \"text\": \"a\", \"tags\": [1]}",
                "{\"kind\": \"deploy\", \"text\": \"a\", \"id\": \"1|2\"}",
                "{\"kind\": \"deploy\", \"text\": \"a\", \"started_at\": \"today\"}",
                "{\"kind\": \"deploy\", \"text\": \"a\", \"started_at\": \"+999999999-01-01T00:00:00Z\"}",
                "{\"kind\": \"deploy\", \"text\": \"a\", \"started_at\": \"1969-01-01T00:00:00Z\"}",
                "{\"kind\": \"deploy\", \"text\": \"a\", \"ended_at\": \"2026-01-01T00:00:00Z\"}",
                "{\"kind\": \"deploy\", \"text\": \"a\", \"colour\": \"red\"}"
            })
    void otherBody_isRefusedInASentence(String body) {
        HttpResponse<String> answer = call(body, StoredFleet.KEY);
        contract.check(POST, answer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(contract.parse(answer.body()).get("detail").textValue()).endsWith(".");
    }

    /** Of both routes that take JSON objects. */
    @Test
    void hostileBody_isRefusedAndSaysNothingOfTheServer() {
        List<String> properties =
                List.of("id", "kind", "subject", "text", "started_at", "tags", "name", "scopes", "tenant", "burst");
        List<String> values = List.of(
                "null",
                "true",
                "1e400",
                "9".repeat(5_000),
                "\"" + "\u2603".repeat(4_000) + "\"",
                "\"\\r\\nSet-Cookie: a=b\"",
                "\"\\ud800\"",
                "\"' OR 1=1 --\"",
                "[[[[{}]]]]",
                "[".repeat(2_000) + "]".repeat(2_000),
                "{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500),
                "[null, 1, {}]");
        for (String route : List.of("/api/v1/events", "/api/v1/keys")) {
            for (String property : properties) {
                for (String value : values) {
                    String others = "\"kind\": \"a\", \"text\": \"b\"".replace("\"" + property + "\"", "\"tags\"");
                    String body = route.endsWith("events")
                            ? "{" + others + ", \"" + property + "\": " + value + "}"
                            : "{\"name\": \"a\", \"scopes\": [\"read\"], \"" + property + "\": " + value + "}";
                    HttpResponse<String> answer = fleet.client.call("POST", route, body, "X-API-Key", StoredFleet.KEY);
                    contract.check("POST " + route, answer);
                    assertThat(answer.statusCode()).as(body).isLessThan(500);
                    assertThat(answer.body()).as(body).doesNotContain("io.tachograph", "com.fasterxml");
                    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
                }
            }
        }
    }

    @Test
    void everyDocumentedAnswer_isGiven() throws Exception {
        Set<Integer> seen = new TreeSet<>();
        for (HttpResponse<String> answer : List.of(
                call(DEPLOY, StoredFleet.KEY),
                call("{", StoredFleet.KEY),
                call(DEPLOY, "no-such-key"),
                call(DEPLOY, stored("\"scopes\": [\"read\"]")),
                call(DEPLOY, stored("\"scopes\": [\"write\"], \"tenant\": \"acme\"")),
                call("{\"text\": \"" + "x".repeat(20_000) + "\"}", StoredFleet.KEY),
                fleet.client.post("/api/v1/events", DEPLOY, "X-API-Key", StoredFleet.KEY, "Content-Type", "text/plain"),
                withoutKafka())) {
            contract.check(POST, answer);
            seen.add(answer.statusCode());
        }
        String slow = stored("\"scopes\": [\"write\"], \"requests_per_minute\": 1, \"burst\": 1");
        call(DEPLOY, slow);
        HttpResponse<String> tooMany = call(DEPLOY, slow);
        contract.check(POST, tooMany);
        seen.add(tooMany.statusCode());

        assertThat(seen)
                .isEqualTo(contract.answers().stream()
                        .filter(answer -> answer.startsWith(POST + " "))
                        .map(answer -> Integer.valueOf(answer.substring(POST.length() + 1)))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void kafkaThatIsAway_isSaid_withTheIdToSendAgain() throws Exception {
        KafkaAccess away;
        try (EmbeddedKafka other = EmbeddedKafka.start(directory.resolve("other"), 0)) {
            away = other.access();
        }
        try (RecordWriter impatient = RecordWriter.open(away, "test", Duration.ofSeconds(2));
                RunningApi api = new RunningApi(impatient)) {
            HttpResponse<String> answer = new Client(api.server.port())
                    .call(
                            "POST",
                            "/api/v1/events",
                            "{\"id\": \"run-19\", \"kind\": \"deploy\", \"text\": \"a\"}",
                            "X-API-Key",
                            RunningApi.KEY);
            contract.check(POST, answer);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("10");
            assertThat(answer.body()).contains("send it again with the id run-19");
        }
    }

    private static HttpResponse<String> withoutKafka() throws IOException {
        try (RunningApi api = new RunningApi()) {
            HttpResponse<String> answer =
                    new Client(api.server.port()).call("POST", "/api/v1/events", DEPLOY, "X-API-Key", RunningApi.KEY);
            assertThat(answer.body()).contains("it has no Kafka");
            return answer;
        }
    }

    private static JsonNode post(String body) {
        HttpResponse<String> answer = call(body, StoredFleet.KEY);
        contract.check(POST, answer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return contract.parse(answer.body());
    }

    private static HttpResponse<String> call(String body, String key) {
        return fleet.client.post("/api/v1/events", body, "X-API-Key", key, "Content-Type", "application/json");
    }

    private static String stored(String more) {
        HttpResponse<String> made = fleet.client.call(
                "POST", "/api/v1/keys", "{\"name\": \"a\", " + more + "}", "X-API-Key", StoredFleet.KEY);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return contract.parse(made.body()).get("key").textValue();
    }

    private static JsonNode heard(String id, String text) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> heardOf(id).stream()
                        .anyMatch(event -> event.get("text").textValue().equals(text)));
        return heardOf(id).get(0);
    }

    private static List<JsonNode> heardOf(String id) {
        return fleet.live.changesSince(LivePosition.START, EVENTS).changes().stream()
                .map(change -> (JsonNode) change.json())
                .filter(event -> event.get("id").textValue().equals(id))
                .toList();
    }
}
