package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That whoever is refused is in the audit log, wherever it is decided. */
class RefusedRequestsTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void everyRefusal_isInTheAuditLog() throws Exception {
        try (StoredFleet fleet = new StoredFleet()) {
            JsonNode tenant =
                    key(fleet, "{\"name\": \"acme\", \"scopes\": [\"read\"], \"tenant\": \"acme\", \"burst\": 4}");
            String shown = tenant.get("key").textValue();
            assertThat(fleet.client
                            .get("/api/v1/models", "X-API-Key", "no-such-key")
                            .statusCode())
                    .isEqualTo(401);
            // A scope, a route of all tenants, a question that is not counted by tenant, a tool, and one request too
            // many.
            assertThat(status(fleet, "/api/v1/keys", shown)).isEqualTo(403);
            assertThat(status(fleet, "/metrics/fleet", shown)).isEqualTo(403);
            assertThat(status(fleet, "/api/v1/alerts", shown)).isEqualTo(403);
            fleet.client.post(
                    "/mcp",
                    "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"alerts\"}}",
                    "X-API-Key",
                    shown,
                    "Content-Type",
                    "application/json",
                    "Accept",
                    "application/json, text/event-stream");
            JsonNode slow = key(
                    fleet, "{\"name\": \"slow\", \"scopes\": [\"read\"], \"requests_per_minute\": 1, \"burst\": 1}");
            assertThat(status(fleet, "/api/v1/slos", slow.get("key").textValue()))
                    .isEqualTo(200);
            assertThat(status(fleet, "/api/v1/slos", slow.get("key").textValue()))
                    .isEqualTo(429);

            String acme = tenant.get("id").textValue();
            assertThat(refusals(fleet))
                    .containsExactlyInAnyOrder(
                            "nobody GET /api/v1/models",
                            acme + " GET /api/v1/keys",
                            acme + " GET /metrics/fleet",
                            acme + " GET /api/v1/alerts",
                            acme + " POST /mcp",
                            slow.get("id").textValue() + " GET /api/v1/slos");
        }
    }

    private JsonNode key(StoredFleet fleet, String body) throws IOException {
        return mapper.readTree(fleet.client
                .post("/api/v1/keys", body, "X-API-Key", StoredFleet.KEY, "Content-Type", "application/json")
                .body());
    }

    private static int status(StoredFleet fleet, String path, String key) {
        return fleet.client.get(path, "X-API-Key", key).statusCode();
    }

    private List<String> refusals(StoredFleet fleet) throws IOException {
        List<String> refusals = new ArrayList<>();
        mapper.readTree(fleet.client
                        .get("/api/v1/audit?from=now-1h", "X-API-Key", StoredFleet.KEY)
                        .body())
                .get("entries")
                .forEach(entry -> {
                    if (entry.get("outcome").textValue().equals("refused")) {
                        refusals.add(entry.get("who").textValue() + " "
                                + entry.get("subject").textValue());
                    }
                });
        return refusals;
    }
}
