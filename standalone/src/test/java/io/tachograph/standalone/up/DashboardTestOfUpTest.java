package io.tachograph.standalone.up;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.tachograph.browser.BrowserOptions;
import io.tachograph.dashboardtest.scenario.Scenario;
import io.tachograph.dashboardtest.scenario.ScenarioFiles;
import io.tachograph.dashboardtest.standin.AnswerEvents;
import io.tachograph.dashboardtest.standin.ClaudeStandIn;
import io.tachograph.dashboardtest.standin.Reply;
import io.tachograph.standalone.ProductJvm;
import io.tachograph.standalone.TachographProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dashboard-test} on the dashboard of {@code up}: all is real but the Messages API. */
class DashboardTestOfUpTest {
    private static final Path SCENARIOS = Path.of("..", "infra", "dashboard-tests", "dashboard");
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @TempDir
    static Path data;

    @TempDir
    private Path output;

    private static @Nullable UpProcess up;
    private static String url = "";
    private static String key = "";

    @BeforeAll
    static void start() throws IOException {
        if (BrowserOptions.programOn(System.getenv("PATH")).isEmpty()) {
            abort("No chromium on the PATH: the dashboard was not tested in a browser.");
        }
        UpProcess started = UpProcess.start(data, "--no-open");
        up = started;
        url = started.awaitValue("Docs").replace("/docs", "");
        key = Files.readString(data.resolve("api-key")).strip();
        // The first ranking: from here on every page has something to show.
        await().atMost(Duration.ofMinutes(5))
                .until(() -> started.lines().stream()
                        .anyMatch(line -> line.contains("cygnus-70b") && line.contains("req, TTFT")));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (up != null) {
            up.interrupt();
            up.awaitEnd();
        }
    }

    private static List<String> options() {
        return List.of("--url", url, "--api-key-env", "DASHBOARD_KEY", "--no-sandbox", "--page-timeout", "2m");
    }

    private static McpSyncClient client() {
        List<String> arguments = new ArrayList<>(List.of("dashboard-test", "--mcp"));
        arguments.addAll(options());
        List<String> command = ProductJvm.builder(256, arguments).command();
        return McpClient.sync(new StdioClientTransport(
                        ServerParameters.builder(command.get(0))
                                .args(command.subList(1, command.size()))
                                .addEnvVar("DASHBOARD_KEY", key)
                                .build(),
                        new JacksonMcpJsonMapper(new ObjectMapper())))
                // Its own validator is left out of our class path.
                .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(""))
                .requestTimeout(LONGEST)
                .initializationTimeout(LONGEST)
                .build();
    }

    private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    private static String done(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = call(client, tool, arguments);
        assertThat(result.isError()).as(text(result)).isFalse();
        return text(result);
    }

    /** A client of the protocol that is not ours opens what the scenarios open, and does what they ask for. */
    @Test
    void anyClient_usesTheDashboardThroughTheTools() throws Exception {
        try (McpSyncClient client = client()) {
            client.initialize();
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .contains("open", "click", "type", "select_range", "read_text", "read_table")
                    .contains("console_errors", "screenshot", "wait_for");

            for (Scenario scenario : ScenarioFiles.read(List.of(SCENARIOS))) {
                assertThat(done(client, "open", Map.of("path", scenario.page())))
                        .as(scenario.name())
                        .contains("– Tachograph'")
                        .doesNotContain("still waits");
                assertThat(done(client, "console_errors", Map.of()))
                        .as(scenario.name())
                        .isEqualTo("None.");
            }

            done(client, "open", Map.of("path", "/#/overview?from=now-15m"));
            done(client, "wait_for", Map.of("text", "atlas-8b", "seconds", 60));
            assertThat(done(client, "read_table", Map.of("selector", "section[aria-label=Models] table")))
                    .contains("atlas-8b", "borealis-32b", "cygnus-70b");
            assertThat(done(client, "select_range", Map.of("selector", ".u-over", "nth", 1)))
                    .contains("from=20");
            assertThat(done(client, "click", Map.of("label", "Pipeline"))).contains("title 'Pipeline – Tachograph'");

            ImageContent picture = (ImageContent)
                    call(client, "screenshot", Map.of()).content().get(1);
            assertThat(picture.mimeType()).isEqualTo("image/png");
            assertThat(Base64.getDecoder().decode(picture.data())).startsWith(0x89, 'P', 'N', 'G');

            CallToolResult wrong = call(client, "click", Map.of("labl", "Pipeline"));
            assertThat(wrong.isError()).isTrue();
            assertThat(text(wrong)).startsWith("Unknown argument 'labl'");
        }
    }

    private TachographProcess test(ClaudeStandIn claude, Map<String, String> environment, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of("dashboard-test"));
        arguments.addAll(options());
        arguments.addAll(List.of("--api-url", claude.url(), "--output", output.toString()));
        arguments.addAll(List.of(more));
        return TachographProcess.start(environment, arguments.toArray(new String[0]));
    }

    private static Map<String, String> keys() {
        return Map.of("DASHBOARD_KEY", key, "ANTHROPIC_API_KEY", ClaudeStandIn.KEY);
    }

    /** Conversations as they are on the wire: the first answers look, the last reports. */
    private static Reply[] tester(int expectations, String lastVerdict) {
        StringBuilder findings = new StringBuilder();
        for (int i = 1; i <= expectations; i++) {
            findings.append(i == 1 ? "" : ", ")
                    .append("{\"expectation\": ")
                    .append(i)
                    .append(", \"verdict\": \"")
                    .append(i == expectations ? lastVerdict : "pass")
                    .append("\", \"evidence\": \"seen\", \"screenshots\": [\"screenshot-01.png\"]}");
        }
        return new Reply[] {
            new AnswerEvents(1_500)
                    .text("I look at the page first.")
                    .tool("toolu_1", "wait_for", "{\"text\": \"atlas-8b\", \"seconds\": 60}")
                    .tool("toolu_2", "screenshot", "{\"whole_page\": true}")
                    .tool("toolu_3", "read_table", "{\"selector\": \"section[aria-label=Models] table\"}")
                    .end("tool_use", 80),
            Reply.error(529, "overloaded_error", Map.of("retry-after", "0")),
            new AnswerEvents(4_000)
                    .tool(
                            "toolu_4",
                            "report_verdict",
                            "{\"summary\": \"As it should be.\", \"findings\": [" + findings + "]}")
                    .end("tool_use", 120)
        };
    }

    @Test
    void scenario_isTestedByAConversation_andItsFindingsAreKept() throws Exception {
        Path file = SCENARIOS.resolve("overview.yml");
        int expectations =
                ScenarioFiles.read(List.of(file)).get(0).expectations().size();
        try (ClaudeStandIn claude = new ClaudeStandIn(tester(expectations, "pass"));
                TachographProcess test = test(claude, keys(), file.toString())) {
            assertThat(test.awaitEnd()).as(String.join("\n", test.lines())).isZero();

            assertThat(claude.asked()
                            .get(1)
                            .at("/messages/2/content/2/content/0/text")
                            .asText())
                    .contains("atlas-8b", "borealis-32b", "cygnus-70b");
            assertThat(String.join("\n", test.lines()))
                    .contains("Asking again in 0.0 s.", "pass", "overview: As it should be.")
                    .doesNotContain(ClaudeStandIn.KEY, key);
        }
        JsonNode verdict = new ObjectMapper()
                .readTree(output.resolve("overview").resolve("verdict.json").toFile());
        assertThat(verdict.get("verdict").asText()).isEqualTo("pass");
        assertThat(verdict.get("retries").asInt()).isEqualTo(1);
        assertThat(verdict.get("findings")).hasSize(expectations);
        assertThat(output.resolve("overview").resolve("screenshot-01.png")).isNotEmptyFile();
        assertThat(output.resolve("overview").resolve("transcript.jsonl"))
                .content()
                .doesNotContain(ClaudeStandIn.KEY, key);
    }

    @Test
    void exitCode_tellsFailedFromNotJudged() throws Exception {
        Path file = SCENARIOS.resolve("overview.yml");
        int expectations =
                ScenarioFiles.read(List.of(file)).get(0).expectations().size();
        try (ClaudeStandIn claude = new ClaudeStandIn(tester(expectations, "fail"));
                TachographProcess test = test(claude, keys(), file.toString())) {
            assertThat(test.awaitEnd()).isEqualTo(3);
        }
        try (ClaudeStandIn claude = new ClaudeStandIn(new AnswerEvents(900).refusal("No."));
                TachographProcess test = test(claude, keys(), file.toString())) {
            assertThat(test.awaitEnd()).isEqualTo(4);
            assertThat(String.join("\n", test.lines())).contains("refused: Claude refused: No.");
        }
        Map<String, String> wrong = Map.of("DASHBOARD_KEY", "nobody-knows-it", "ANTHROPIC_API_KEY", ClaudeStandIn.KEY);
        try (ClaudeStandIn claude = new ClaudeStandIn();
                TachographProcess test = test(claude, wrong, file.toString())) {
            assertThat(test.awaitEnd()).isEqualTo(4);
            assertThat(String.join("\n", test.lines()))
                    .contains("page_not_loaded: The dashboard does not take the API key", "status 401")
                    .doesNotContain("nobody-knows-it");
            assertThat(claude.asked()).isEmpty();
        }
    }

    @Test
    void withoutAKey_itSaysSo_inOneSentence() throws Exception {
        try (ClaudeStandIn claude = new ClaudeStandIn();
                TachographProcess test = test(claude, Map.of("DASHBOARD_KEY", key), SCENARIOS.toString())) {
            assertThat(test.awaitEnd()).isEqualTo(1);
            assertThat(test.lines())
                    .singleElement()
                    .asString()
                    .startsWith("tachograph: the environment variable ANTHROPIC_API_KEY is not set");
            assertThat(claude.asked()).isEmpty();
        }
        assertThat(requireNonNull(up).lines()).noneMatch(line -> line.contains("Exception"));
    }
}
