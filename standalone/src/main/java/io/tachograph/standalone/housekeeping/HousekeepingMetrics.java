package io.tachograph.standalone.housekeeping;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;

/** What the housekeeping of this process did, for {@code /metrics}; docs/operations.md lists it. Thread-safe. */
final class HousekeepingMetrics {
    private final Counter merged;
    private final Counter deleted;
    private final Counter failures;
    private final Gauge lastSuccess;

    /** Registers all of it. */
    HousekeepingMetrics(PrometheusRegistry registry) {
        merged = Counter.builder()
                .name("tachograph_housekeeping_merged_windows_total")
                .help("Windows merged over targets by resolution, counted again whenever they changed.")
                .labelNames("resolution")
                .register(registry);
        deleted = Counter.builder()
                .name("tachograph_housekeeping_deleted_rows_total")
                .help("Rows deleted because they were older than their retention, by table.")
                .labelNames("table")
                .register(registry);
        failures = Counter.builder()
                .name("tachograph_housekeeping_failures_total")
                .help("Failed transactions by task: the database refused or could not be reached.")
                .labelNames("task")
                .register(registry);
        lastSuccess = Gauge.builder()
                .name("tachograph_housekeeping_last_success_timestamp_seconds")
                .help("When a task last completed everything that was due, seconds since 1970; absent before.")
                .labelNames("task")
                .register(registry);
    }

    void merged(Map<String, Long> windows) {
        windows.forEach((resolution, count) -> merged.labelValues(resolution).inc(count));
    }

    void deleted(Map<String, Long> rows) {
        rows.forEach((table, count) -> deleted.labelValues(table).inc(count));
    }

    /** Counts from zero on, so that the first failure is a rise. */
    void expect(String task) {
        failures.initLabelValues(task);
    }

    void failed(String task) {
        failures.labelValues(task).inc();
    }

    void succeeded(String task) {
        lastSuccess.labelValues(task).set(System.currentTimeMillis() / 1e3);
    }
}
