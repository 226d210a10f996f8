package io.tachograph.api;

import static io.tachograph.api.FakeBenchmarkResults.WINDOW_END;
import static io.tachograph.api.FakeBenchmarkResults.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.api.cache.AnswerCache;
import io.tachograph.api.cache.LocalAnswers;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.intake.KafkaIntake;
import io.tachograph.api.key.AuditResource;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.key.KeyRing;
import io.tachograph.api.key.KeysResource;
import io.tachograph.api.live.LiveChannels;
import io.tachograph.api.price.PricesResource;
import io.tachograph.store.CheckResult;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final String BENCHMARK = "GET /api/v1/benchmark/{metric}";

    private final Set<String> seen = new TreeSet<>();
    private RunningApi api;
    private Contract contract;

    @BeforeEach
    void start() throws IOException {
        api = new RunningApi();
        contract = new Contract(api.get("/openapi.json").body());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void routes_areThoseOfTheContract() {
        // Given
        Set<String> registered = new TreeSet<>();
        LiveChannels channels = new LiveChannels(api.live, new PrometheusRegistry());
        channels.close();
        AuditLog audit = new AuditLog(Clock.systemUTC(), new PrometheusRegistry());
        KeyBook keys = KeyBook.open(new KeyRing(List.of()), null, audit, Clock.systemUTC());
        Javalin.create(config -> {
            config.events.handlerAdded(route -> registered.add(route.getHttpMethod() + " " + route.getPath()));
            ApiRoutes.define(
                    config.routes,
                    api.dependencies(),
                    api.sessions(),
                    new KeysResource(keys, audit),
                    new AuditResource(keys),
                    new PricesResource(null, audit),
                    new KafkaIntake(null, audit),
                    channels,
                    new AnswerCache(new LocalAnswers(), null, Duration.ZERO),
                    true);
        });

        // Then
        assertThat(registered.stream().filter(route -> !route.startsWith("HEAD ")))
                .containsExactlyInAnyOrderElementsOf(contract.operations());
        assertThat(registered.stream().filter(route -> route.startsWith("HEAD ")))
                .containsExactlyInAnyOrderElementsOf(contract.operations().stream()
                        .filter(operation -> operation.startsWith("GET "))
                        .map(operation -> operation.replace("GET ", "HEAD "))
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyDocumentedAnswer_isGivenAsDocumented() throws IOException {
        api.results.rank(
                "ttft",
                result("ttft", "Llama 3.1 405", 1.028, 1, WINDOW_END),
                result("ttft", "GPT-4o", 1.07, 2, WINDOW_END));
        api.results.rank("e2e", result("e2e", "broken", Double.NaN, 1, WINDOW_END));
        check(BENCHMARK, api.getWithKey("/api/v1/benchmark/TTFT"));
        check(BENCHMARK, api.getWithKey("/api/v1/benchmark/TPOT"));
        check(BENCHMARK, api.get("/api/v1/benchmark/TTFT"));
        check(BENCHMARK, api.getWithKey("/api/v1/benchmark/SPEED"));
        check(BENCHMARK, api.getWithKey("/api/v1/benchmark/E2E"));
        api.results.databaseAway.set(true);
        check(BENCHMARK, api.getWithKey("/api/v1/benchmark/TTFT"));
        check("GET /", api.getWithKey("/"));
        check("GET /", api.send("GET", "/", "Accept", "text/html,application/xhtml+xml"));
        check("POST /session", api.postJson("/session", "{\"key\":\"" + RunningApi.KEY + "\"}"));
        check("POST /session", api.postJson("/session", "{\"key\":\"no-such-key\"}"));
        check("POST /session", api.send("POST", "/session"));
        check("DELETE /session", api.send("DELETE", "/session"));
        check("GET /dashboard/{version}/{file}", api.get(api.dashboardFile("main.js")));
        check("GET /dashboard/{version}/{file}", api.get("/dashboard/old/main.js"));
        check("GET /api/v1/live", api.get("/api/v1/live"));
        check("GET /api/v1/live", api.getWithKey("/api/v1/live?kind=rumour"));
        check("GET /", api.get("/"));
        check("GET /health", api.get("/health"));
        api.database = () -> CheckResult.failed("The database does not answer.");
        check("GET /health", api.get("/health"));
        check("GET /metrics", api.get("/metrics"));
        check("GET /metrics", api.send("GET", "/metrics", "Accept", "application/openmetrics-text; version=1.0.0"));
        api.metrics.register((Collector) () -> {
            throw new IllegalStateException("This collector is broken.");
        });
        check("GET /metrics", api.get("/metrics"));
        check("GET /metrics/fleet", api.get("/metrics/fleet"));
        check("GET /metrics/fleet", api.getWithKey("/metrics/fleet"));
        new LiveRecords(api.live).alert("a", "de-vllm-llama", "llama", "It burns.");
        check("GET /metrics/fleet", api.getWithKey("/metrics/fleet"));
        check("GET /openapi.json", api.get("/openapi.json"));
        check("GET /docs", api.get("/docs"));
        check("GET /redoc", api.get("/redoc"));
        check("GET /assets/{file}", api.get("/assets/docs.js"));
        check("GET /assets/{file}", api.get("/assets/swagger-ui.css"));
        check("GET /assets/{file}", api.get("/assets/openapi.yaml"));

        String run = "GET /api/v1/load-tests/{run}";
        String report = run + "/report";
        for (String operation : List.of(run, report)) {
            String path = operation.substring(4);
            check(operation, api.get(path.replace("{run}", "a")));
            check(operation, api.getWithKey(path.replace("{run}", "a%00")));
            check(operation, api.getWithKey(path.replace("{run}", "a")));
            api.rows = (call, limit, after) -> LoadTestRouteTest.noRows();
            check(operation, api.getWithKey(path.replace("{run}", "a")));
            api.rows = (call, limit, after) ->
                    LoadTestRouteTest.row(LoadTestRouteTest.compressed(LoadTestRouteTest.result()));
            check(operation, api.getWithKey(path.replace("{run}", "a")));
            api.rows = (call, limit, after) -> {
                throw new SQLException("The database is away.");
            };
            seen.add(operation + " 403");
        }

        String ping = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";
        check("POST /mcp", api.post("/mcp", ping));
        check("POST /mcp", api.post("/mcp", "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}"));
        check("POST /mcp", api.post("/mcp", "[]"));
        check("POST /mcp", api.postJson("/mcp", ping));
        check("POST /mcp", api.send("POST", "/mcp", "X-API-Key", RunningApi.KEY));
        seen.add("POST /mcp 403");

        // The stream does not end, thousands of listeners are another test's, and keys of the environment have all
        // scopes.
        seen.addAll(Set.of(
                "GET /api/v1/live 200", "GET /api/v1/live 403", "GET /api/v1/live 503", "GET /metrics/fleet 403"));
        try (RunningApi limited = new RunningApi(new RateLimit(1, 1))) {
            check("GET /", limited.getWithKey("/"));
            check("GET /", limited.getWithKey("/"));
            check(BENCHMARK, limited.getWithKey("/api/v1/benchmark/TTFT"));
            check("GET /api/v1/live", limited.getWithKey("/api/v1/live"));
            check("POST /mcp", limited.post("/mcp", ping));
            check("GET /metrics/fleet", limited.getWithKey("/metrics/fleet"));
            check(run, limited.getWithKey("/api/v1/load-tests/a"));
            check(report, limited.getWithKey("/api/v1/load-tests/a/report"));
        }

        Set<String> questions = contract.questions();
        assertThat(seen)
                .isEqualTo(contract.answers().stream()
                        .filter(answer -> !questions.contains(answer.split(" ", -1)[1]))
                        // Keys are KeysRouteTest's, on a database.
                        .filter(answer -> !answer.matches("[A-Z]+ /api/v1/(keys|audit)\\b.*"))
                        .collect(Collectors.toSet()));
    }

    private void check(String operation, HttpResponse<String> answer) {
        contract.check(operation, answer);
        seen.add(operation + " " + answer.statusCode());
    }
}
