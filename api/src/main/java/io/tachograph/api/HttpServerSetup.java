package io.tachograph.api;

import io.javalin.config.JavalinConfig;
import io.tachograph.api.metrics.HttpMetrics;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What our HTTP servers have in common. */
public final class HttpServerSetup {
    private HttpServerSetup() {}

    /**
     * Sets up everything but the routes. Starting the server throws an {@link UnopenedPortException} when it cannot listen
     * on the port.
     *
     * @param metrics count every request, those that match no route included
     */
    public static void apply(
            JavalinConfig javalin,
            OpenPort port,
            QueuedThreadPool threads,
            HttpMetrics metrics,
            MalformedRequests malformed) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.http.prefer405over404 = true;
        javalin.requestLogger.http((ctx, millis) ->
                metrics.answered(HttpMetrics.routeOf(ctx), ctx.req().getMethod(), ctx.statusCode(), millis / 1000.0));
        javalin.routes.before(ctx -> ctx.header("X-Content-Type-Options", "nosniff"));
        javalin.jetty.threadPool = threads;
        javalin.jetty.modifyServer(server -> server.setErrorHandler(malformed));
        javalin.jetty.modifyServletContextHandler(context -> context.setErrorHandler(malformed));
        javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        javalin.jetty.addConnector(port::connector);
    }
}
