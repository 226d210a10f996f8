package io.tachograph.api;

import static io.tachograph.api.Access.KEYED;
import static io.tachograph.api.Access.OPEN;
import static io.tachograph.api.Access.PAGE;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.tachograph.api.benchmark.BenchmarkResource;
import io.tachograph.api.dashboard.Dashboard;
import io.tachograph.api.docs.AssetResource;
import io.tachograph.api.docs.ContractResource;
import io.tachograph.api.docs.PageResource;
import io.tachograph.api.health.HealthResource;
import io.tachograph.api.live.LiveChannels;
import io.tachograph.api.live.LiveResource;
import io.tachograph.api.metrics.MetricsResource;
import io.tachograph.api.session.SessionResource;

/** Every route that there is. */
final class ApiRoutes {
    private final RoutesConfig routes;

    private ApiRoutes(RoutesConfig routes) {
        this.routes = routes;
    }

    static void define(RoutesConfig config, ApiDependencies dependencies, SessionResource sessions, LiveChannels live) {
        ApiRoutes routes = new ApiRoutes(config);
        Dashboard dashboard = new Dashboard();
        routes.get("/", dashboard.pageOr(new CallerResource()), PAGE);
        routes.get("/dashboard/{version}/{file}", dashboard::file, OPEN);
        config.post("/session", sessions::begin, OPEN);
        config.delete("/session", sessions::end, OPEN);
        routes.get("/api/v1/live", new LiveResource(live), KEYED);
        routes.get("/api/v1/benchmark/{metric}", new BenchmarkResource(dependencies.benchmarkResults()), KEYED);
        routes.get("/health", new HealthResource(dependencies.healthChecks()), OPEN);
        routes.get("/metrics", new MetricsResource(dependencies.metrics()), OPEN);
        routes.get("/openapi.json", new ContractResource(), OPEN);
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
