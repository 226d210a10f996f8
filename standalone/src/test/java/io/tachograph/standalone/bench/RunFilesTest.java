package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.simulator.ServedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of runs against the simulator, beside each other and beside what the simulator knows. */
class RunFilesTest {
    @TempDir
    private Path directory;

    @Test
    void files_agreeWithEachOtherAndWithTheServer() throws Exception {
        try (QuickFleet fleet = QuickFleet.start()) {
            Ran ran = fleet.bench("--rate", "60", "--requests", "60", "--warm-up", "10", "--output", directory + "");

            assertThat(ran.err()).isEmpty();
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).contains("60 offered, 60 ok, 0 failed", "after 10 requests of warm-up");
            assertThat(fleet.served())
                    .as("10 of warm-up, 60 measured and the check")
                    .hasSize(71);
            JsonNode result = Json.file(directory.resolve("result.json"));
            List<JsonNode> requests = Json.lines(directory.resolve("requests.jsonl"));
            long tokens = 0;
            for (JsonNode request : requests) {
                ServedRequest served = Objects.requireNonNull(
                        fleet.served().get(request.get("request_id").asText()));
                agrees(request, served);
                tokens += request.get("phase").asText().equals("measured") ? served.outputTokens() : 0;
            }
            assertThat(requests).hasSize(70);
            assertThat(result.at("/counts/ok").asLong()).isEqualTo(60);
            assertThat(result.at("/counts/warm_up").asLong()).isEqualTo(10);
            assertThat(result.at("/tokens/output").asLong()).isEqualTo(tokens);
            vllmAgrees(tokens);
            csvAgrees(requests);
            assertThat(directory.resolve("report.html")).content().contains("<html", "quick-1b");
            assertThat(directory.resolve("vllm.spool")).doesNotExist();
        }
    }

    /** The client sees a token no sooner than the server handed it out. */
    private static void agrees(JsonNode request, ServedRequest served) {
        double ttft = (served.firstTokenNanos() - served.arrivedNanos()) / 1e9;
        double e2e = (served.lastTokenNanos() - served.arrivedNanos()) / 1e9;
        assertThat(request.get("outcome").asText()).isEqualTo("OK");
        assertThat(request.get("output_tokens").asInt()).isEqualTo(served.outputTokens());
        assertThat(request.get("ttft_seconds").asDouble()).isGreaterThan(ttft);
        assertThat(request.get("e2e_seconds").asDouble()).isGreaterThan(e2e);
        assertThat(request.get("e2e_scheduled_seconds").asDouble())
                .isGreaterThanOrEqualTo(request.get("e2e_seconds").asDouble());
    }

    private void vllmAgrees(long tokens) throws Exception {
        JsonNode vllm = Json.file(directory.resolve("vllm.json"));
        assertThat(vllm.get("completed").asInt()).isEqualTo(60);
        assertThat(vllm.get("num_prompts").asInt()).isEqualTo(60);
        assertThat(vllm.get("total_output_tokens").asLong()).isEqualTo(tokens);
    }

    private void csvAgrees(List<JsonNode> requests) throws Exception {
        List<String> rows = Files.readAllLines(directory.resolve("requests.csv"));
        int column = List.of(rows.get(0).split(",", -1)).indexOf("request_id");
        assertThat(rows.stream().skip(1).map(row -> row.split(",", -1)[column]))
                .containsExactlyElementsOf(requests.stream()
                        .map(request -> request.get("request_id").asText())
                        .toList());
    }

    @Test
    void serversOwnMetrics_countTheSame() throws Exception {
        try (QuickFleet fleet = QuickFleet.start()) {
            fleet.bench("--concurrency", "4", "--requests", "40", "--output", directory.toString());

            JsonNode server = Json.file(directory.resolve("result.json")).get("server");
            assertThat(server.get("requests").asInt()).isEqualTo(40);
            assertThat(server.get("comparable").asBoolean()).isTrue();
            for (JsonNode row : server.get("rows")) {
                if (row.get("unit").asText().equals("tokens")) {
                    assertThat(row.get("difference").asDouble())
                            .as(row.toString())
                            .isZero();
                } else if (row.get("name").asText().equals("e2e mean")) {
                    assertThat(row.get("difference").asDouble()).isPositive();
                }
            }
            assertThat(server.get("rows")).hasSizeGreaterThan(4);
        }
    }

    @Test
    void scenarioAndCommandLine_giveTheSamePlan() throws Exception {
        Path scenario = directory.resolve("s.yml");
        try (QuickFleet fleet = QuickFleet.start()) {
            Files.writeString(
                    scenario,
                    "target: " + fleet.url() + "\nmodel: " + QuickFleet.MODEL + "\narrivals: gamma\nrate: 80\n"
                            + "burstiness: 0.5\nrequests: 30\ninput-tokens: 20-40\noutput-tokens: 4\n"
                            + "slo: {ttft: 500ms, tpot: 1s}\nseed: 5\nrequest-files: [jsonl]\n");
            Path a = directory.resolve("a");
            Path b = directory.resolve("b");
            Path c = directory.resolve("c");
            Ran ofFile = Ran.of("bench", "--scenario", scenario + "", "--output", a + "");
            fleet.bench(("--arrivals gamma --rate 80 --burstiness 0.5 --requests 30 --input-tokens 20-40 "
                            + "--output-tokens 4 --slo ttft=500ms,tpot=1s --seed 5 --request-files jsonl --output " + b)
                    .split(" ", -1));
            Ran.of("bench", "--scenario", scenario + "", "--rate", "90", "--requests=7", "--output", c + "");

            assertThat(ofFile.err()).isEmpty();
            assertThat(plan(a)).isEqualTo(plan(b));
            assertThat(plan(a).get("arrivals").asText()).contains("80", "0.5");
            assertThat(prompts(a)).isEqualTo(prompts(b)).hasSize(30);
            assertThat(plan(c).get("request_rate").asDouble()).isEqualTo(90);
            assertThat(plan(c).get("burstiness").asDouble()).isEqualTo(0.5);
            assertThat(prompts(c)).hasSize(7);
            assertThat(a.resolve("requests.csv")).doesNotExist();
        }
    }

    private static JsonNode plan(Path folder) throws Exception {
        JsonNode result = Json.file(folder.resolve("result.json"));
        ObjectNode run = (ObjectNode) result.get("run");
        run.remove(List.of("run_id", "started_at"));
        return run.set("thresholds", result.at("/slo/thresholds"));
    }

    /** What the schedule and the prompts of a seed show of themselves. */
    private static List<String> prompts(Path folder) throws Exception {
        List<JsonNode> requests = Json.lines(folder.resolve("requests.jsonl")).stream()
                .sorted(Comparator.comparingInt(request -> request.get("number").asInt()))
                .toList();
        double first = requests.get(0).get("scheduled_seconds").asDouble();
        return requests.stream()
                .map(request -> String.format(
                        Locale.ROOT,
                        "%.6f s after the first: %d characters",
                        request.get("scheduled_seconds").asDouble() - first,
                        request.get("prompt_chars").asInt()))
                .toList();
    }

    @Test
    void gatewaysFiles_chooseTheTarget() throws Exception {
        try (QuickFleet fleet = QuickFleet.start()) {
            Path endpoints = Files.writeString(
                    directory.resolve("endpoints.json"),
                    "[" + endpoint(1, "east", fleet.url() + "/v1/chat/completions") + ","
                            + endpoint(2, "west", fleet.url()) + "]");
            Path clusters = Files.writeString(directory.resolve("clusters.json"), """
                    [{"model": "resource_server_async.cluster", "pk": 1, "fields": {
                      "cluster_name": "west", "frameworks": ["api"], "openai_endpoints": ["completions"],
                      "cluster_adapter": "resource_server_async.clusters.direct_api.DirectAPICluster", "config": {}}}]
                    """);

            Ran unnamed = Ran.of("bench", "--endpoints", endpoints + "");
            assertThat(unnamed.code()).isEqualTo(2);
            assertThat(unnamed.err()).contains("--endpoint must name one of", "east-api-quick-1b, west-api-quick-1b");
            assertThat(apiOf(endpoints, clusters, "east-api-quick-1b")).isEqualTo("openai-chat");
            assertThat(apiOf(endpoints, clusters, "west-api-quick-1b")).isEqualTo("openai-completions");
        }
    }

    private String apiOf(Path endpoints, Path clusters, String slug) throws Exception {
        Path folder = directory.resolve(slug);
        Ran ran = Ran.of(
                "bench",
                "--endpoints=" + endpoints,
                "--clusters=" + clusters,
                "--endpoint=" + slug,
                "--requests=2",
                "--output=" + folder);
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode run = Json.file(folder.resolve("result.json")).get("run");
        assertThat(run.get("target").asText()).isEqualTo(slug);
        return run.get("api").asText();
    }

    private static String endpoint(int key, String cluster, String url) {
        return """
                {"model": "resource_server_async.endpoint", "pk": %s, "fields": {
                  "endpoint_slug": "%s-api-quick-1b", "cluster": "%s", "framework": "api", "model": "quick-1b",
                  "endpoint_adapter": "resource_server_async.endpoints.direct_api.DirectAPIEndpoint",
                  "config": {"api_url": "%s", "api_key_env_name": "PATH"}}}
                """.formatted(key, cluster, cluster, url);
    }
}
