package io.tachograph.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.cache.AnswerCache;
import io.tachograph.api.cache.LocalAnswers;
import io.tachograph.api.limit.Limiter;
import io.tachograph.api.live.LiveChannels;
import io.tachograph.api.metrics.HttpMetrics;
import io.tachograph.api.session.SessionResource;
import io.tachograph.api.session.SignInLinks;
import java.time.Clock;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The running query API. Thread-safe. */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_THREADS = 64;

    private final Javalin server;
    private final HttpMetrics metrics;
    private final LiveChannels live;
    private final SignInLinks links;

    private ApiServer(Javalin server, HttpMetrics metrics, LiveChannels live, SignInLinks links) {
        this.server = server;
        this.metrics = metrics;
        this.live = live;
        this.links = links;
    }

    /**
     * Starts listening. It answers when this returns.
     *
     * @throws ApiStartException when it cannot listen there, because the port is in use for example
     */
    public static ApiServer start(ApiConfig config, ApiDependencies dependencies) throws ApiStartException {
        HttpMetrics metrics = new HttpMetrics(dependencies.metrics());
        LiveChannels live = new LiveChannels(dependencies.live(), dependencies.metrics());
        SignInLinks links = new SignInLinks(Clock.systemUTC());
        SessionResource sessions = new SessionResource(config.keys()::sessionOf, links, Clock.systemUTC());
        AnswerCache cache = new AnswerCache(new LocalAnswers(), config.keepAnswers());
        try {
            Javalin server = Javalin.create(javalin -> {
                configure(javalin, config, metrics);
                ApiRoutes.define(javalin.routes, dependencies, sessions, live, cache, config.mcp());
            });
            return new ApiServer(server.start(), metrics, live, links);
        } catch (UnopenedPortException e) {
            live.close();
            metrics.close();
            throw e.reason();
        } catch (RuntimeException e) {
            live.close();
            metrics.close();
            throw e;
        }
    }

    private static void configure(JavalinConfig javalin, ApiConfig config, HttpMetrics metrics) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.http.prefer405over404 = true;
        javalin.requestLogger.http((ctx, millis) ->
                metrics.answered(Failures.routeOf(ctx), ctx.req().getMethod(), ctx.statusCode(), millis / 1000.0));
        javalin.routes.before(ctx -> ctx.header("X-Content-Type-Options", "nosniff"));
        javalin.routes.beforeMatched(new KeyGate(config.keys(), new Limiter()));
        Failures.handle(javalin.routes);
        configure(javalin.jetty, config, new MalformedRequests(metrics, Problem.CONTENT_TYPE, ApiServer::malformed));
    }

    private static byte[] malformed(int status) {
        String detail =
                switch (status) {
                    case 414 -> "The request's path and query are too long.";
                    case 431 -> "The request's headers are too long.";
                    default ->
                        status < 500
                                ? "The request is malformed, its path or a header is not what HTTP allows."
                                : "The server failed to answer; its log says why.";
                };
        return Problem.of(status, detail).toBytes();
    }

    private static void configure(JettyConfig jetty, ApiConfig config, MalformedRequests malformedRequests) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("api");
        jetty.threadPool = threads;
        jetty.modifyServer(server -> server.setErrorHandler(malformedRequests));
        jetty.modifyServletContextHandler(context -> context.setErrorHandler(malformedRequests));
        jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        jetty.addConnector(
                (server, http) -> OpenPort.of(server, http, "The API", "api.port", config.host(), config.port()));
    }

    /** The port that it listens on, also when any was asked for. */
    public int port() {
        return server.port();
    }

    /** What follows the address of the dashboard in a link that signs a browser in with a key, once and within an hour. */
    public String signInLink(String key) {
        return "/#sign-in=" + links.make(key);
    }

    /** Stops listening. Requests that are in flight may be cut off. */
    @Override
    public void close() {
        live.close();
        server.stop();
        metrics.close();
    }
}
