package io.tachograph.api.metrics;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts and times HTTP requests. Its labels take few values, whatever is asked. Thread-safe. */
public final class HttpMetrics implements AutoCloseable {
    /** Route of requests that match none. */
    public static final String UNMATCHED = "unmatched";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final PrometheusRegistry registry;
    private final Histogram durations;

    /**
     * Registers {@code tachograph_api_request_duration_seconds}.
     *
     * @throws IllegalArgumentException when the registry has it already
     */
    public HttpMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        this.durations = Histogram.builder()
                .name("tachograph_api_request_duration_seconds")
                .help("Time from the request's arrival in the API to the end of its answer.")
                .unit(Unit.SECONDS)
                .labelNames("route", "method", "status")
                .classicOnly()
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
                .register(registry);
    }

    /** The pattern of the matched route, never the requested path, which may be anything. */
    public static String routeOf(Context ctx) {
        @Nullable Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
        return endpoint == null ? UNMATCHED : endpoint.path;
    }

    /** Records one answered request. */
    public void answered(String route, String method, int status, double seconds) {
        durations
                .labelValues(route, METHODS.contains(method) ? method : "OTHER", Integer.toString(status))
                .observe(seconds);
    }

    /** Takes its metrics out of the registry again. */
    @Override
    public void close() {
        registry.unregister(durations);
    }
}
