package io.tachograph.benchmarks.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One engine that answers as it likes; a restart begins its process anew, with another version at times. */
final class UnsteadyEngine {
    private static final ExecutorService ANSWERS = Executors.newCachedThreadPool();
    private static final int BEYOND_EVERY_LIMIT_BYTES = 32 << 20;
    private static final int SILENT_SECONDS = 20;

    private final String text;
    private final int port;
    private final ScheduledExecutorService clock;
    private final Consumer<String> tally;
    private @Nullable HttpServer server;
    private int starts;
    private int version;

    UnsteadyEngine(String text, int port, ScheduledExecutorService clock, Consumer<String> tally) {
        this.text = text;
        this.port = port;
        this.clock = clock;
        this.tally = tally;
    }

    synchronized void start() throws IOException {
        HttpServer begun = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        begun.setExecutor(ANSWERS);
        begun.createContext("/", this::answer);
        begun.start();
        server = begun;
        starts++;
    }

    /** Its port refuses meanwhile. Does nothing while it is away. */
    synchronized void restartAfter(int seconds, boolean newVersion) {
        if (server == null) {
            return;
        }
        tally.accept(newVersion ? "restarts with another version" : "restarts");
        server.stop(0);
        server = null;
        version += newVersion ? 1 : 0;
        Future<?> unused = clock.schedule(this::startAgain, seconds, TimeUnit.SECONDS);
    }

    private void startAgain() {
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int dice = ThreadLocalRandom.current().nextInt(1000);
        if (dice < 40) {
            send(exchange, 500, "text/plain", "out of luck", "500");
        } else if (dice < 70) {
            send(exchange, 200, "text/html", "<!doctype html><title>Sign in</title>", "HTML");
        } else if (dice < 90) {
            tally.accept("silent");
            Future<?> unused = clock.schedule(exchange::close, SILENT_SECONDS, TimeUnit.SECONDS);
        } else if (dice < 120) {
            cut(exchange);
        } else if (dice < 123) {
            endless(exchange);
        } else {
            well(exchange, path);
        }
    }

    private void well(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/metrics" -> send(exchange, 200, "text/plain; version=0.0.4", metrics(), "metrics");
            case "/version" ->
                send(exchange, 200, "application/json", "{\"version\":\"" + version() + "\"}", "version");
            case "/v1/models" ->
                send(exchange, 200, "application/json", "{\"data\":[{\"id\":\"model-" + version() + "\"}]}", "models");
            case "/health" -> send(exchange, 200, "text/plain", "", "health");
            default -> send(exchange, 404, "text/plain", "", "404");
        }
    }

    private synchronized String version() {
        return "0." + port + "." + version;
    }

    private synchronized String metrics() {
        return text.replace("deepseek-v4-flash-vision-exp-ablit-dual", "model-" + version())
                .replaceFirst("(?m)^(process_start_time_seconds) .*", "$1 " + (1.7e9 + starts));
    }

    private void cut(HttpExchange exchange) throws IOException {
        tally.accept("cut");
        try (exchange) {
            byte[] body = metrics().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
        }
    }

    private void endless(HttpExchange exchange) throws IOException {
        tally.accept("endless");
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            byte[] part =
                    "vllm:num_requests_running{engine=\"0\"} 1\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int sent = 0; sent < BEYOND_EVERY_LIMIT_BYTES; sent += part.length) {
                body.write(part);
            }
        }
    }

    private void send(HttpExchange exchange, int status, String type, String body, String what) throws IOException {
        tally.accept(what);
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
