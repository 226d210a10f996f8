package io.tachograph.generation.worker;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The metrics of a worker. Thread-safe. */
final class WorkerCounters {
    private final Counter ended;
    private final Counter retried;
    private final Counter abandoned;
    private final Counter unknown;
    private final Counter rings;
    private final Gauge shut;

    WorkerCounters(PrometheusRegistry registry) {
        ended = Counter.builder()
                .name("tachograph_worker_tasks_ended")
                .help("Tasks that this worker finished, by status.")
                .labelNames("status")
                .register(registry);
        retried = Counter.builder()
                .name("tachograph_worker_attempts_retried")
                .help("Attempts that are followed by another, because the target could not be reached.")
                .register(registry);
        abandoned = Counter.builder()
                .name("tachograph_worker_attempts_abandoned")
                .help("Attempts that were given up because another worker has the task.")
                .register(registry);
        unknown = Counter.builder()
                .name("tachograph_worker_requests_unknown")
                .help("Requests that could not be read, or whose task the table does not know.")
                .register(registry);
        rings = Counter.builder()
                .name("tachograph_worker_target_rings")
                .help("Connection attempts to a target that was unreachable, by whether somebody listened.")
                .labelNames("answered")
                .register(registry);
        shut = Gauge.builder()
                .name("tachograph_worker_target_shut")
                .help("1 of targets that turned a request away and are left alone, 0 of others.")
                .labelNames("target")
                .register(registry);
    }

    void ended(String status) {
        ended.labelValues(status).inc();
    }

    void retried() {
        retried.inc();
    }

    void rang(boolean answered) {
        rings.labelValues(Boolean.toString(answered)).inc();
    }

    void shut(String target, boolean isShut) {
        shut.labelValues(target).set(isShut ? 1 : 0);
    }

    void abandoned() {
        abandoned.inc();
    }

    void unknown() {
        unknown.inc();
    }
}
