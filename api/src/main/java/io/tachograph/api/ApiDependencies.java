package io.tachograph.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.health.HealthCheck;
import io.tachograph.api.loadtest.BenchFunctions;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.live.LiveResults;
import io.tachograph.store.BenchmarkResultReader;
import io.tachograph.store.RowReader;
import io.tachograph.store.postgres.ApiKeyStore;
import io.tachograph.store.postgres.ModelPriceStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API answers from. All of it is used by several threads at once and, but for keys and prices, outlives the server.
 *
 * @param benchmarkResults where rankings are read
 * @param rows where questions are asked
 * @param bench what is made of a {@code result.json}
 * @param healthChecks what {@code /health} asks, in this order; names differ
 * @param live what the live stream tells of; nothing unless somebody reads results into it
 * @param kafka where events are put that callers tell of; null where no Kafka is named
 * @param keys where keys of callers and the audit log are stored; null where they are not; closed with the server
 * @param prices where prices are set; null where they are not; closed with the server
 * @param metrics what {@code /metrics} shows; the server adds its own and, once, the JVM's
 */
public record ApiDependencies(
        BenchmarkResultReader benchmarkResults,
        RowReader rows,
        BenchFunctions bench,
        List<HealthCheck> healthChecks,
        LiveResults live,
        @Nullable RecordWriter kafka,
        @Nullable ApiKeyStore keys,
        @Nullable ModelPriceStore prices,
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
