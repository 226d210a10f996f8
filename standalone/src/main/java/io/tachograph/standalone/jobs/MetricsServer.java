package io.tachograph.standalone.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;

/** {@code GET /metrics} of a process without the API. */
final class MetricsServer implements AutoCloseable {
    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /** @throws IOException in one sentence, when it cannot listen there */
    static MetricsServer start(String host, int port, PrometheusRegistry registry) throws IOException {
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

    private static void answer(HttpExchange exchange, ExpositionFormatWriter text, PrometheusRegistry registry)
            throws IOException {
        try (exchange) {
            ByteArrayOutputStream body = new ByteArrayOutputStream(16 * 1024);
            text.write(body, registry.scrape());
            exchange.getResponseHeaders().set("Content-Type", text.getContentType());
            exchange.sendResponseHeaders(200, body.size());
            body.writeTo(exchange.getResponseBody());
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
