package io.tachograph.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.health.HealthCheck;
import io.tachograph.api.redis.RedisAddress;
import io.tachograph.api.session.SessionResource;
import io.tachograph.api.session.SignInLinks;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.live.LiveResults;
import io.tachograph.store.CheckResult;
import io.tachograph.store.RowReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An API on a free port with fakes behind it, and two clients: a proper one, and one that sends whatever it is told. */
final class RunningApi implements AutoCloseable {
    static final String KEY = "test-key-123";
    static final String OTHER_KEY = "a-much-longer-demo-key-456";

    volatile RowReader rows = (call, limit, after) -> {
        throw new SQLException("This test asks no questions.");
    };
    final FakeBenchmarkResults results = new FakeBenchmarkResults();
    volatile Supplier<CheckResult> database = () -> CheckResult.OK;
    final LiveResults live = new LiveResults(Instant.EPOCH);
    final PrometheusRegistry metrics = new PrometheusRegistry();
    private final @Nullable RecordWriter kafka;
    final ApiServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningApi() throws IOException {
        this(new RateLimit(1_000_000, 1_000_000));
    }

    RunningApi(RateLimit limit) throws IOException {
        this(limit, null, Duration.ZERO, null);
    }

    /** One that shares answers and limits with others. */
    RunningApi(RateLimit limit, Duration keep, RedisAddress redis) throws IOException {
        this(limit, null, keep, redis);
    }

    /** One that puts events there. */
    RunningApi(RecordWriter kafka) throws IOException {
        this(new RateLimit(1_000_000, 1_000_000), kafka, Duration.ZERO, null);
    }

    private RunningApi(RateLimit limit, @Nullable RecordWriter kafka, Duration keep, @Nullable RedisAddress redis)
            throws IOException {
        this.kafka = kafka;
        server = ApiServer.start(
                new ApiConfig(
                        ApiConfig.DEFAULT_HOST,
                        0,
                        ApiKeys.parse(KEY + "," + OTHER_KEY).limitedTo(limit),
                        keep,
                        redis,
                        true),
                dependencies());
    }

    /** The address of a file of the dashboard, as its page has it. */
    String dashboardFile(String name) {
        Matcher base = Pattern.compile("/dashboard/[0-9a-f]+/")
                .matcher(send("GET", "/", "Accept", "text/html").body());
        if (!base.find()) {
            throw new AssertionError("The page names no files.");
        }
        return base.group() + name;
    }

    SessionResource sessions() {
        return new SessionResource(
                (key, until) -> Optional.empty(),
                new SignInLinks(Clock.systemUTC()),
                new AuditLog(Clock.systemUTC(), new PrometheusRegistry()),
                Clock.systemUTC());
    }

    HttpResponse<String> postJson(String path, String body) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    /** With the key, and what clients of MCP accept. */
    HttpResponse<String> post(String path, String body) {
        return send(
                "POST",
                path,
                HttpRequest.BodyPublishers.ofString(body),
                "Content-Type",
                "application/json",
                "Accept",
                "application/json, text/event-stream",
                "X-API-Key",
                KEY);
    }

    ApiDependencies dependencies() {
        return new ApiDependencies(
                results,
                (call, limit, after) -> rows.read(call, limit, after),
                LoadTestRouteTest.BENCH,
                List.of(new HealthCheck("database", () -> database.get())),
                live,
                kafka,
                null,
                null,
                metrics);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    HttpResponse<String> getWithKey(String path) {
        return send("GET", path, "X-API-Key", KEY);
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    /** Sends these bytes as they are and reads until the server closes. */
    String sendRaw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
