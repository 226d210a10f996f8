package io.tachograph.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The official client, against a running server on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls the method that sets the fields.
class McpRouteTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, Object> RANGE =
            Map.of("from", StoredFleet.FROM.toString(), "to", StoredFleet.TO.toString());

    private StoredFleet fleet;
    private McpSyncClient client;

    @BeforeAll
    void start() throws IOException, SQLException {
        fleet = new StoredFleet();
        client = McpClient.sync(HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + fleet.api.port())
                        .endpoint("/mcp")
                        .jsonMapper(new JacksonMcpJsonMapper(MAPPER))
                        .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + StoredFleet.KEY))
                        .build())
                .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(""))
                .build();
        client.initialize();
    }

    @AfterAll
    void stop() {
        client.close();
        fleet.close();
    }

    @Test
    void everyQuestion_isATool_withItsParametersAsArguments() {
        List<Tool> tools = client.listTools().tools();

        Contract contract = new Contract(fleet.client.get("/openapi.json").body());
        assertThat(tools).hasSameSizeAs(contract.questions());
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.description()).isNotBlank();
            assertThat(tool.annotations().readOnlyHint()).isTrue();
        });
        Tool series = tools.stream()
                .filter(tool -> tool.name().equals("series"))
                .findFirst()
                .orElseThrow();
        @SuppressWarnings("unchecked")
        Map<String, Object> properties =
                (Map<String, Object>) series.inputSchema().get("properties");
        assertThat(properties).containsKeys("metric", "quantile", "from", "step", "group", "limit");
        assertThat(series.inputSchema().get("required")).isEqualTo(List.of("metric"));
    }

    @Test
    void answer_isThatOfTheApi() throws IOException {
        Map<String, Object> arguments = new HashMap<>(RANGE);
        arguments.putAll(Map.of(
                "metric",
                "ttft",
                "quantile",
                List.of(0.5, 0.99),
                "cluster",
                List.of(),
                "group",
                List.of("model"),
                "model",
                "llama"));

        JsonNode rows = MAPPER.readTree(text(call("series", arguments))).get("rows");

        assertThat(rows).hasSize(2);
        assertThat(rows)
                .isEqualTo(MAPPER.readTree(fleet.client
                                .send(
                                        "GET",
                                        "/api/v1/metrics/ttft/series?quantile=0.5&quantile=0.99&group=model&model=llama&"
                                                + StoredFleet.RANGE,
                                        "X-API-Key",
                                        StoredFleet.KEY)
                                .body())
                        .get("rows"));
    }

    @Test
    void rowsBeyondTheLimit_areHadByTheCursor() throws IOException {
        Map<String, Object> arguments = new HashMap<>(RANGE);
        arguments.put("step", "10s");
        JsonNode first = MAPPER.readTree(text(call("throughput", arguments)));
        assertThat(first.get("rows")).hasSize(100);

        arguments.put("cursor", first.get("next").asText().replaceFirst(".*cursor=", ""));
        JsonNode second = MAPPER.readTree(text(call("throughput", arguments)));

        assertThat(second.get("rows")).hasSize(20);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(second.get("rows").get(0).get("time").asText())
                .isGreaterThan(first.get("rows").get(99).get("time").asText());
    }

    @Test
    void whatCannotBeAsked_isSaidInASentence() {
        assertThat(text(refused("series", Map.of("metric", "speed")))).contains("there is no metric speed");
        assertThat(text(refused("series", Map.of()))).isEqualTo("metric has one value.");
        assertThat(text(refused("gpus", Map.of("nonsense", 1)))).contains("There is no such parameter here");
        assertThat(text(refused("gpus", Map.of("gpu", Map.of("a", 1))))).contains("gpu is a text, a number");
    }

    @Test
    void whatFailsUnexpectedly_isInTheLog_andNotInTheAnswer() throws IOException {
        try (RecordedLog log = new RecordedLog();
                RunningApi api = new RunningApi()) {
            api.rows = (call, limit, after) -> {
                throw new IllegalStateException("a bug");
            };
            String answer = api.post(
                            "/mcp",
                            "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"models\"}}")
                    .body();

            assertThat(answer)
                    .contains("\"isError\":true", "The server failed to answer; its log says why.")
                    .doesNotContain("a bug");
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("The tool /api/v1/models failed.") && line.contains("a bug"));
        }
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as(text(result)).isFalse();
        return result;
    }

    private CallToolResult refused(String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).isTrue();
        return result;
    }

    private static String text(CallToolResult result) {
        return result.content().stream()
                .map(content -> ((TextContent) content).text())
                .collect(Collectors.joining("\n"));
    }
}
