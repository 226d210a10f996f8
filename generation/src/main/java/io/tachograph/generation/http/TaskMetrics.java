package io.tachograph.generation.http;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.generation.task.TaskStatus;
import io.tachograph.generation.task.TaskTable;

/** The metrics of the known tasks. */
final class TaskMetrics {
    private TaskMetrics() {}

    static void register(PrometheusRegistry registry, TaskTable tasks) {
        GaugeWithCallback.builder()
                .name("tachograph_generation_tasks")
                .help("Known tasks by status; finished ones until they expire.")
                .labelNames("status")
                .callback(gauge -> {
                    for (TaskStatus status : TaskStatus.values()) {
                        gauge.call(tasks.count(status), status.text());
                    }
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_generation_unreadable_events")
                .help("Events of tasks that could not be read.")
                .callback(counter -> counter.call(tasks.unreadable()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tachograph_generation_tasks_lost")
                .help("Tasks that no worker finished while their request was on its topic.")
                .callback(counter -> counter.call(tasks.lost()))
                .register(registry);
    }
}
