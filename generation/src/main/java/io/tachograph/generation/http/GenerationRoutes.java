package io.tachograph.generation.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.tachograph.api.answer.Json;
import io.tachograph.api.docs.AssetResource;
import io.tachograph.api.docs.Contract;
import io.tachograph.api.docs.ContractResource;
import io.tachograph.api.docs.PageResource;
import io.tachograph.api.metrics.HttpMetrics;
import io.tachograph.api.metrics.MetricsResource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every route, and the answers to failures. */
final class GenerationRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationRoutes.class);

    private static final String CONTRACT = "/io/tachograph/generation/http/openapi.yaml";

    private GenerationRoutes() {}

    static void define(
            RoutesConfig routes,
            SubmitResource submit,
            TaskLookup lookup,
            StreamResource stream,
            CancelResource cancel,
            GenerationHealthResource health,
            MetricsResource metrics) {
        routes.post("/generate", submit, Access.KEYED);
        routes.get("/status/{id}", ctx -> Json.send(ctx, 200, TaskRepresentation.status(lookup.of(ctx))), Access.KEYED);
        routes.get("/result/{id}", ctx -> Json.send(ctx, 200, lookup.result(ctx)), Access.KEYED);
        routes.get("/stream/{id}", stream, Access.KEYED_BY_QUERY);
        routes.delete("/tasks/{id}", cancel, Access.KEYED);
        for (String keyed : List.of("/generate", "/status/{id}", "/result/{id}", "/stream/{id}", "/tasks/{id}")) {
            routes.options(keyed, CrossOrigin::preflight, Access.OPEN);
        }
        routes.get("/health", health, Access.OPEN);
        routes.get("/metrics", metrics, Access.OPEN);
        routes.get("/openapi.json", new ContractResource(Contract.read(CONTRACT)), Access.OPEN);
        routes.get("/docs", PageResource.swaggerUi(), Access.OPEN);
        routes.get("/redoc", PageResource.redoc(), Access.OPEN);
        routes.get("/assets/{file}", new AssetResource(), Access.OPEN);
        routes.exception(Refusal.class, (refusal, ctx) -> refusal.send(ctx));
        routes.exception(HttpResponseException.class, GenerationRoutes::refuse);
        routes.exception(Exception.class, GenerationRoutes::fail);
    }

    private static void refuse(HttpResponseException refusal, Context ctx) {
        int status = refusal.getStatus();
        if (status == 405) {
            ctx.header("Allow", refusal.getDetails().getOrDefault("availableMethods", "GET"));
        }
        String sentence =
                switch (status) {
                    case 404 -> "There is no such resource";
                    case 405 -> "This resource does not answer that method";
                    case 413 -> "The body may have at most " + GenerationServer.MOST_BODY_BYTES + " bytes";
                    default -> String.valueOf(refusal.getMessage());
                };
        Refusal.send(ctx, status, sentence);
    }

    private static void fail(Exception failure, Context ctx) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            Refusal.send(ctx, 503, "The server is stopping");
            return;
        }
        LOG.error("{} {} failed.", ctx.method(), HttpMetrics.routeOf(ctx), failure);
        Refusal.send(ctx, 500, "Internal server error");
    }
}
