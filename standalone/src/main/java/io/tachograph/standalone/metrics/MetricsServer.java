package io.tachograph.standalone.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code GET /metrics}, and where wanted {@code GET /health}, of a process without the API. */
public final class MetricsServer implements AutoCloseable {
    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /** @throws IOException in one sentence, when it cannot listen there */
    public static MetricsServer start(String host, int port, PrometheusRegistry registry) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + host + ":" + port + " for /metrics: " + e.getMessage(), e);
        }
        JvmMetrics.builder().register(registry);
        ExpositionFormatWriter text = ExpositionFormats.init().getPrometheusTextFormatWriter();
        server.createContext("/metrics", exchange -> answer(exchange, text, registry));
        server.start();
        return new MetricsServer(server);
    }

    /**
     * Answers {@code GET /health} as well, always with 200: the process is there to answer.
     *
     * @param json asked on every call
     */
    public MetricsServer withHealth(Supplier<String> json) {
        server.createContext(
                "/health",
                exchange -> send(exchange, 200, "application/json", json.get().getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /**
     * Answers {@code GET /ready} as well: with 200, or with 503 when nothing more is to be sent to this process.
     *
     * @param ready asked on every call
     */
    public MetricsServer withReadiness(BooleanSupplier ready) {
        server.createContext("/ready", exchange -> {
            boolean now = ready.getAsBoolean();
            String json = "{\"ready\":" + now + "}";
            send(exchange, now ? 200 : 503, "application/json", json.getBytes(StandardCharsets.UTF_8));
        });
        return this;
    }

    private static void answer(HttpExchange exchange, ExpositionFormatWriter text, PrometheusRegistry registry)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(16 * 1024);
        text.write(body, registry.scrape());
        send(exchange, 200, text.getContentType(), body.toByteArray());
    }

    private static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
