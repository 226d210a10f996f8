package io.tachograph.api;

import static io.tachograph.api.Access.ADMIN;
import static io.tachograph.api.Access.ENVELOPED;
import static io.tachograph.api.Access.OPEN;
import static io.tachograph.api.Access.PAGE;
import static io.tachograph.api.Access.READ;
import static io.tachograph.api.Access.READ_ALL;
import static io.tachograph.api.Access.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.tachograph.api.benchmark.BenchmarkResource;
import io.tachograph.api.cache.AnswerCache;
import io.tachograph.api.dashboard.Dashboard;
import io.tachograph.api.docs.AssetResource;
import io.tachograph.api.docs.Contract;
import io.tachograph.api.docs.ContractResource;
import io.tachograph.api.docs.PageResource;
import io.tachograph.api.event.PostEvent;
import io.tachograph.api.fleet.FleetResource;
import io.tachograph.api.health.HealthResource;
import io.tachograph.api.intake.KafkaIntake;
import io.tachograph.api.key.AuditResource;
import io.tachograph.api.key.KeysResource;
import io.tachograph.api.live.LiveChannels;
import io.tachograph.api.live.LiveResource;
import io.tachograph.api.loadtest.BenchFunctions;
import io.tachograph.api.loadtest.FewAtOnce;
import io.tachograph.api.loadtest.LoadTestResource;
import io.tachograph.api.loadtest.PostLoadTest;
import io.tachograph.api.mcp.McpResource;
import io.tachograph.api.metrics.MetricsResource;
import io.tachograph.api.price.PricesResource;
import io.tachograph.api.question.Question;
import io.tachograph.api.question.QuestionAnswers;
import io.tachograph.api.question.QuestionResource;
import io.tachograph.api.question.Questions;
import io.tachograph.api.session.SessionResource;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every route. */
final class ApiRoutes {
    private static final String V1 = "/api/v1";
    private static final Clock CLOCK = Clock.systemUTC();

    private final RoutesConfig routes;

    private ApiRoutes(RoutesConfig routes) {
        this.routes = routes;
    }

    static void define(
            RoutesConfig config,
            ApiDependencies dependencies,
            SessionResource sessions,
            KeysResource keys,
            AuditResource audit,
            PricesResource prices,
            KafkaIntake intake,
            LiveChannels live,
            AnswerCache cache,
            boolean mcp) {
        ApiRoutes routes = new ApiRoutes(config);
        Dashboard dashboard = new Dashboard();
        routes.get("/", dashboard.pageOr(new CallerResource()), PAGE);
        routes.get("/dashboard/{version}/{file}", dashboard::file, OPEN);
        config.post("/session", sessions::begin, OPEN);
        config.delete("/session", sessions::end, OPEN);
        routes.get(V1 + "/keys", keys::list, ADMIN);
        config.post(V1 + "/keys", keys::create, ADMIN);
        config.delete(V1 + "/keys/{id}", keys::revoke, ADMIN);
        routes.get(V1 + "/audit", audit, ADMIN);
        config.post(V1 + "/prices", prices::set, WRITE);
        config.delete(V1 + "/prices", prices::remove, WRITE);
        config.post(V1 + "/events", new PostEvent(intake, CLOCK), WRITE);
        routes.get(V1 + "/live", new LiveResource(live), READ);
        routes.get(
                V1 + "/benchmark/{metric}", new BenchmarkResource(dependencies.benchmarkResults(), cache), ENVELOPED);
        BenchFunctions bench = dependencies.bench();
        FewAtOnce few = new FewAtOnce();
        JsonNode contract = Contract.read("openapi.yaml");
        Map<Question, QuestionAnswers> answers = new LinkedHashMap<>();
        for (Question question : Questions.all(dependencies.metrics(), bench, few)) {
            answers.put(question, new QuestionAnswers(question, dependencies.rows(), cache));
        }
        answers.forEach((question, its) -> routes.get(V1 + question.path(), new QuestionResource(question, its), READ));
        if (mcp) {
            config.post(McpResource.PATH, new McpResource(contract, V1, answers), READ);
        }
        config.post(V1 + "/load-tests", few.of(new PostLoadTest(intake, bench, CLOCK)), WRITE);
        LoadTestResource loadTests = new LoadTestResource(dependencies.rows(), bench);
        routes.get(V1 + "/load-tests/{run}", few.of(loadTests::result), READ_ALL);
        routes.get(V1 + "/load-tests/{run}/report", few.of(loadTests::report), READ_ALL);
        routes.get("/health", new HealthResource(dependencies.healthChecks()), OPEN);
        routes.get("/metrics/fleet", new FleetResource(dependencies.live()), READ_ALL);
        routes.get("/metrics", new MetricsResource(dependencies.metrics()), OPEN);
        routes.get("/openapi.json", new ContractResource(contract), OPEN);
        routes.get("/docs", PageResource.swaggerUi(), OPEN);
        routes.get("/redoc", PageResource.redoc(), OPEN);
        routes.get("/assets/{file}", new AssetResource(), OPEN);
    }

    /** HEAD runs the same handler, so that its status and headers are those of GET; the server leaves the body out. */
    private void get(String path, Handler handler, Access access) {
        routes.get(path, handler, access);
        routes.head(path, handler, access);
    }
}
