package io.tachograph.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.metrics.HttpMetrics;
import io.tachograph.api.request.RefusedRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns exceptions into problems. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static void handle(RoutesConfig routes) {
        routes.exception(
                RefusedRequestException.class,
                (refusal, ctx) -> refusal.problem().send(ctx));
        routes.exception(HttpResponseException.class, Failures::refuse);
        routes.exception(Exception.class, Failures::fail);
    }

    private static void refuse(HttpResponseException refusal, Context ctx) {
        int status = refusal.getStatus();
        if (status == 405) {
            String methods = refusal.getDetails().getOrDefault("availableMethods", "GET, HEAD");
            ctx.header("Allow", methods);
            Problem.of(405, "This resource answers " + methods + " only.").send(ctx);
        } else if (status == 404 && HttpMetrics.routeOf(ctx).equals(HttpMetrics.UNMATCHED)) {
            Problem.of(404, "There is no such resource; /docs lists those that exist.")
                    .send(ctx);
        } else {
            Problem.of(status, String.valueOf(refusal.getMessage())).send(ctx);
        }
    }

    private static void fail(Exception failure, Context ctx) {
        LOG.error("{} {} failed.", ctx.method(), HttpMetrics.routeOf(ctx), failure);
        Problem.of(500, "The server failed to answer; its log says why.").send(ctx);
    }
}
