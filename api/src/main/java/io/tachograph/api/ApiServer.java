package io.tachograph.api;

import io.javalin.Javalin;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.api.cache.AnswerCache;
import io.tachograph.api.cache.LocalAnswers;
import io.tachograph.api.cache.SharedAnswers;
import io.tachograph.api.intake.KafkaIntake;
import io.tachograph.api.key.AuditResource;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.key.KeysResource;
import io.tachograph.api.limit.Limiter;
import io.tachograph.api.limit.SharedLimits;
import io.tachograph.api.live.LiveChannels;
import io.tachograph.api.metrics.HttpMetrics;
import io.tachograph.api.price.PricesResource;
import io.tachograph.api.redis.RedisAddress;
import io.tachograph.api.redis.SharedRedis;
import io.tachograph.api.session.SessionResource;
import io.tachograph.api.session.SignInLinks;
import java.time.Clock;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The running query API. Thread-safe. */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_THREADS = 64;
    private static final Clock CLOCK = Clock.systemUTC();

    private final Javalin server;
    private final HttpMetrics metrics;
    private final LiveChannels live;
    private final SignInLinks links;
    private final KeyBook keys;
    private final PricesResource prices;
    private final AuditLog audit;
    private final @Nullable SharedRedis redis;

    private ApiServer(
            Javalin server,
            HttpMetrics metrics,
            LiveChannels live,
            SignInLinks links,
            KeyBook keys,
            PricesResource prices,
            AuditLog audit,
            @Nullable SharedRedis redis) {
        this.server = server;
        this.metrics = metrics;
        this.live = live;
        this.links = links;
        this.keys = keys;
        this.prices = prices;
        this.audit = audit;
        this.redis = redis;
    }

    /**
     * Starts listening. It answers when this returns.
     *
     * @throws ApiStartException when it cannot listen there, because the port is in use for example
     */
    public static ApiServer start(ApiConfig config, ApiDependencies dependencies) throws ApiStartException {
        HttpMetrics metrics = new HttpMetrics(dependencies.metrics());
        LiveChannels live = new LiveChannels(dependencies.live(), dependencies.metrics());
        SignInLinks links = new SignInLinks(CLOCK);
        AuditLog audit = new AuditLog(CLOCK, dependencies.metrics());
        KeyBook keys = KeyBook.open(config.keys().ring(), dependencies.keys(), audit, CLOCK);
        PricesResource prices = new PricesResource(dependencies.prices(), audit);
        SessionResource sessions =
                new SessionResource((key, until) -> keys.ring().sessionOf(key, keys.now(), until), links, audit, CLOCK);
        @Nullable RedisAddress address = config.redis();
        @Nullable SharedRedis redis = address == null ? null : SharedRedis.open(address, dependencies.metrics());
        AnswerCache cache = new AnswerCache(
                new LocalAnswers(), redis == null ? null : new SharedAnswers(redis), config.keepAnswers());
        Limiter limiter = new Limiter(redis == null ? null : new SharedLimits(redis));
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("api");
        try {
            Javalin server = Javalin.create(javalin -> {
                HttpServerSetup.apply(
                        javalin,
                        new OpenPort("The API", "api.port", config.host(), config.port()),
                        threads,
                        metrics,
                        new MalformedRequests(metrics, Problem.CONTENT_TYPE, ApiServer::malformed));
                Failures.handle(javalin.routes);
                RefusedRequests refused = new RefusedRequests(audit);
                javalin.routes.after(refused);
                javalin.routes.beforeMatched(new KeyGate(keys, limiter, refused));
                ApiRoutes.define(
                        javalin.routes,
                        dependencies,
                        sessions,
                        new KeysResource(keys, audit),
                        new AuditResource(keys),
                        prices,
                        new KafkaIntake(dependencies.kafka(), audit),
                        live,
                        cache,
                        config.mcp());
            });
            return new ApiServer(server.start(), metrics, live, links, keys, prices, audit, redis);
        } catch (UnopenedPortException e) {
            close(live, keys, prices, audit, metrics, redis);
            throw e.reason();
        } catch (RuntimeException e) {
            close(live, keys, prices, audit, metrics, redis);
            throw e;
        }
    }

    private static void close(
            LiveChannels live,
            KeyBook keys,
            PricesResource prices,
            AuditLog audit,
            HttpMetrics metrics,
            @Nullable SharedRedis redis) {
        live.close();
        keys.close();
        prices.close();
        audit.close();
        metrics.close();
        if (redis != null) {
            redis.close();
        }
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
        close(live, keys, prices, audit, metrics, redis);
    }
}
