package io.tachograph.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.health.HealthCheck;
import io.tachograph.live.LiveResults;
import io.tachograph.store.BenchmarkResultReader;
import io.tachograph.store.RowReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the API answers from. All of it is used by several threads at once and outlives the server.
 *
 * @param benchmarkResults where rankings are read
 * @param rows where questions are asked
 * @param loadTestReports makes a page of a {@code result.json}; refuses others by an {@link IllegalArgumentException}
 * @param healthChecks what {@code /health} asks, in this order; names differ
 * @param live what the live stream tells of; nothing unless somebody reads results into it
 * @param metrics what {@code /metrics} shows; the server adds its own and, once, the JVM's
 */
public record ApiDependencies(
        BenchmarkResultReader benchmarkResults,
        RowReader rows,
        UnaryOperator<String> loadTestReports,
        List<HealthCheck> healthChecks,
        LiveResults live,
        PrometheusRegistry metrics) {
    public ApiDependencies {
        healthChecks = List.copyOf(healthChecks);
        Set<String> names = new HashSet<>();
        for (HealthCheck check : healthChecks) {
            if (!names.add(check.name())) {
                throw new IllegalArgumentException("Two health checks are called " + check.name() + ".");
            }
        }
    }
}
