package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.caller.Scope;
import io.tachograph.api.key.IssuedKey;
import io.tachograph.api.key.KeyRequest;
import io.tachograph.store.AuditEntry;
import io.tachograph.store.postgres.ApiKeyStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are stored, on a real database. */
class KeysRouteTest {
    private static final String READING = "{\"name\": \"board\", \"scopes\": [\"read\"]%s}";

    private static StoredFleet fleet;
    private static Contract contract;

    @BeforeAll
    static void start() throws IOException, SQLException {
        fleet = new StoredFleet();
        contract = new Contract(fleet.client.get("/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void key_isToldOnce_counts_andIsRevoked() throws SQLException {
        JsonNode made = create("");
        String key = made.get("key").textValue();
        String id = made.get("id").textValue();

        assertThat(get("/api/v1/models", key).statusCode()).isEqualTo(200);
        assertThat(get("/", key).body())
                .contains("\"name\":\"board\"")
                .contains(made.get("hint").textValue());
        assertThat(get("/api/v1/keys", StoredFleet.KEY).body()).contains(id).doesNotContain(key);
        assertThat(fleet.query("SELECT k::text FROM tachograph.api_key k").toString())
                .contains(id)
                .doesNotContain(key);

        HttpResponse<String> revoked = revoke(id);
        contract.check("DELETE /api/v1/keys/{id}", revoked);
        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(get("/api/v1/models", key).statusCode()).isEqualTo(401);
        assertThat(revoke(id).statusCode()).isEqualTo(404);

        HttpResponse<String> log = get("/api/v1/audit?from=now-1h", StoredFleet.KEY);
        contract.check("GET /api/v1/audit", log);
        List<String> said = new java.util.ArrayList<>();
        contract.parse(log.body()).get("entries").forEach(entry -> {
            if (entry.get("subject").textValue().equals(id)) {
                said.add(
                        0,
                        entry.get("who").textValue() + " " + entry.get("action").textValue() + " "
                                + entry.get("address").textValue() + " "
                                + entry.get("outcome").textValue());
            }
        });
        assertThat(said).containsExactly("key-1 key.create 127.0.0.1 done", "key-1 key.revoke 127.0.0.1 done");
        assertThat(log.body()).doesNotContain(key);
    }

    @Test
    void key_mayOnlyWhatItIsFor_andHasItsOwnLimit() {
        String key =
                create(", \"requests_per_minute\": 1, \"burst\": 2").get("key").textValue();

        HttpResponse<String> refused = get("/api/v1/keys", key);
        contract.check("GET /api/v1/keys", refused);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(get("/api/v1/models", key).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/models", key).statusCode()).isEqualTo(429);
        assertThat(get("/api/v1/models", StoredFleet.KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void keyOfATenant_seesThatTenantOnly() {
        String key = create(", \"tenant\": \"acme\", \"burst\": 100").get("key").textValue();

        assertThat(get("/api/v1/throughput?" + StoredFleet.RANGE, key).body()).contains("\"rows\":[]");
        for (String ofAll : List.of(
                "/api/v1/throughput?tenant=zeta",
                "/api/v1/rankings/ttft",
                "/api/v1/benchmark/TTFT",
                "/metrics/fleet",
                "/api/v1/live",
                "/api/v1/live?kind=alert",
                "/api/v1/live?kind=window&tenant=zeta",
                "/api/v1/load-tests",
                "/api/v1/load-tests/run-3",
                "/api/v1/load-tests/run-3/report",
                "/api/v1/cluster-jobs",
                "/api/v1/usage?tenant=zeta",
                "/api/v1/scores?tenant=zeta")) {
            assertThat(get(ofAll, key).statusCode()).as(ofAll).isEqualTo(403);
        }
        for (String call : List.of(
                "{\"name\": \"throughput\", \"arguments\": {\"tenant\": \"zeta\"}}",
                "{\"name\": \"alerts\", \"arguments\": {}}")) {
            HttpResponse<String> answer = fleet.client.post(
                    "/mcp",
                    "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": " + call + "}",
                    "X-API-Key",
                    key,
                    "Content-Type",
                    "application/json",
                    "Accept",
                    "application/json, text/event-stream");
            assertThat(answer.body()).as(call).contains("\"isError\":true").contains("is bound to a tenant");
        }
    }

    @Test
    void sessionOfAKey_endsWithIt_andReadsOnlyWhereTheKeyMay() {
        JsonNode made = create("");
        String cookie = session(made.get("key").textValue());
        assertThat(fleet.client.get("/api/v1/models", "Cookie", cookie).statusCode())
                .isEqualTo(200);
        revoke(made.get("id").textValue());
        assertThat(fleet.client.get("/api/v1/models", "Cookie", cookie).statusCode())
                .isEqualTo(401);

        String writing = contract.parse(
                        post("{\"name\": \"ci\", \"scopes\": [\"write\"]}").body())
                .get("key")
                .textValue();
        assertThat(fleet.client
                        .get("/api/v1/models", "Cookie", session(writing))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void liveStreamOfAKey_endsWithIt() throws Exception {
        JsonNode made = create("");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + fleet.api.port() + "/api/v1/live"))
                .header("X-API-Key", made.get("key").textValue())
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> readToTheEnd(answer.body()));

        revoke(made.get("id").textValue());

        // It is ended, and not cut off.
        assertThat(ended).succeedsWithin(Duration.ofMinutes(1));
    }

    private static void readToTheEnd(InputStream stream) {
        try (stream) {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keyOfAnotherProcess_countsWithinSeconds_andExpires() throws SQLException {
        Instant now = Instant.now();
        Instant end = now.plusSeconds(8);
        IssuedKey key = IssuedKey.of(
                new KeyRequest("elsewhere", Set.of(Scope.READ), null, end, new RateLimit(6_000, 6_000)), "test", now);
        // It does not end: how soon it counts does not depend on how busy the machine is.
        IssuedKey lasting = IssuedKey.of(
                new KeyRequest("lasting", Set.of(Scope.READ), null, null, new RateLimit(6_000, 6_000)), "test", now);
        try (ApiKeyStore table = fleet.store.keys()) {
            for (IssuedKey each : List.of(key, lasting)) {
                table.add(
                        each.stored(),
                        new AuditEntry(now, "test", "key.create", each.stored().id(), "here", "done"));
            }
        }

        assertThat(key.toString()).doesNotContain(key.text());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> get("/", lasting.text()).statusCode() == 200);
        // Whoever knows that one knows this one, which was stored before: it is refused for its end alone.
        await().atMost(Duration.ofMinutes(1)).until(() -> get("/", key.text()).statusCode() == 401);
        assertThat(Instant.now()).isAfterOrEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"name\": \"a\"}",
                "{\"name\": \"a\", \"scopes\": []}",
                "{\"name\": \"a\", \"scopes\": [\"root\"]}",
                "{\"name\": \"\", \"scopes\": [\"read\"]}",
                "{\"name\": \"a\\nb\", \"scopes\": [\"read\"]}",
                "{\"name\": 1, \"scopes\": [\"read\"]}",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"burst\": 0}",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"burst\": 1e99}",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"colour\": \"red\"}",
                "{\"name\": \"a\", \"scopes\": [\"admin\"], \"tenant\": \"acme\"}",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"expires_at\": \"soon\"}",
                "{\"name\": \"a\", \"scopes\": [\"read\"], \"expires_at\": \"2001-01-01T00:00:00Z\"}"
            })
    void otherBody_isRefusedInASentence(String body) throws SQLException {
        List<List<String>> before = fleet.query("SELECT count(*) FROM tachograph.api_key");
        HttpResponse<String> answer = post(body);
        contract.check("POST /api/v1/keys", answer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(fleet.query("SELECT count(*) FROM tachograph.api_key")).isEqualTo(before);
    }

    @Test
    void everyOtherDocumentedAnswer_isGiven() throws IOException {
        Set<String> seen = new TreeSet<>();
        String reading = create(", \"burst\": 100").get("key").textValue();
        String slow =
                create(", \"requests_per_minute\": 1, \"burst\": 1").get("key").textValue();
        get("/", slow);
        try (RunningApi none = new RunningApi()) {
            for (String operation : contract.operations()) {
                String[] methodAndPath = operation.split(" ", -1);
                String path = methodAndPath[1].replace("{id}", "k-none");
                if (!path.matches("/api/v1/(keys|audit)\\b.*")) {
                    continue;
                }
                String body = READING.formatted("");
                for (HttpResponse<String> answer : List.of(
                        fleet.client.call(methodAndPath[0], path, body, "X-API-Key", StoredFleet.KEY),
                        fleet.client.call(methodAndPath[0], path, body),
                        fleet.client.call(methodAndPath[0], path, body, "X-API-Key", reading),
                        fleet.client.call(methodAndPath[0], path, body, "X-API-Key", slow),
                        new Client(none.server.port())
                                .call(methodAndPath[0], path, body, "X-API-Key", RunningApi.KEY))) {
                    contract.check(operation, answer);
                    seen.add(operation + " " + answer.statusCode());
                }
            }
        }
        for (HttpResponse<String> answer : List.of(
                post("{"),
                post("{\"name\": \"" + "x".repeat(5_000) + "\"}"),
                fleet.client.post("/api/v1/keys", "{}", "X-API-Key", StoredFleet.KEY, "Content-Type", "text/plain"))) {
            contract.check("POST /api/v1/keys", answer);
            seen.add("POST /api/v1/keys " + answer.statusCode());
        }
        HttpResponse<String> audit = get("/api/v1/audit?limit=0", StoredFleet.KEY);
        contract.check("GET /api/v1/audit", audit);
        seen.add("GET /api/v1/audit " + audit.statusCode());
        seen.add("DELETE /api/v1/keys/{id} 204"); // Another test's.
        assertThat(seen)
                .isEqualTo(contract.answers().stream()
                        .filter(answer -> answer.matches("[A-Z]+ /api/v1/(keys|audit)\\b.*"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static JsonNode create(String more) {
        HttpResponse<String> answer = post(READING.formatted(more));
        contract.check("POST /api/v1/keys", answer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return contract.parse(answer.body());
    }

    private static HttpResponse<String> post(String body) {
        return fleet.client.post(
                "/api/v1/keys", body, "X-API-Key", StoredFleet.KEY, "Content-Type", "application/json");
    }

    private static HttpResponse<String> revoke(String id) {
        return fleet.client.send("DELETE", "/api/v1/keys/" + id, "X-API-Key", StoredFleet.KEY);
    }

    private static HttpResponse<String> get(String path, String key) {
        return fleet.client.get(path, "X-API-Key", key);
    }

    private static String session(String key) {
        String cookie = fleet.client
                .post("/session", "{\"key\": \"" + key + "\"}", "Content-Type", "application/json")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
