package io.tachograph.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.standalone.metrics.MetricsServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopDelayTest {
    private final HttpClient http = HttpClient.newHttpClient();

    private int status(MetricsServer server, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Load balancers ask one thing, and whoever restarts dead processes another. */
    @Test
    void afterTheWishToEnd_theProcessIsNotReadyButAlive_andItsPartsEndLater() throws Exception {
        List<String> order = new ArrayList<>();
        StopDelay delay = new StopDelay(Duration.ZERO, () -> order.add("announced"));
        try (MetricsServer server = MetricsServer.start("127.0.0.1", 0, new PrometheusRegistry())) {
            var unused = server.withHealth(() -> "{}").withReadiness(() -> !delay.isStopping());
            try (ResourceStack parts = new ResourceStack()) {
                AutoCloseable gateway = parts.add(() -> order.add("closed"));
                assertThat(parts.add(delay)).isNotSameAs(gateway);
                assertThat(status(server, "/ready")).isEqualTo(200);
            }

            assertThat(order).containsExactly("announced", "closed");
            assertThat(status(server, "/ready")).isEqualTo(503);
            assertThat(status(server, "/health")).isEqualTo(200);
        }
    }
}
