package io.tachograph.generation.http;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.generation.task.TaskStatus;
import io.tachograph.generation.task.TaskTable;

/** What {@code /metrics} tells of the tasks that are known. */
final class TaskMetrics {
    private TaskMetrics() {}

    static void register(PrometheusRegistry registry, TaskTable tasks) {
        GaugeWithCallback.builder()
                .name("tachograph_generation_tasks")
                .help("Tasks that are known, by how they are; finished ones until they expire.")
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
                .help("Tasks that no worker brought to an end while their request was on its topic.")
                .callback(counter -> counter.call(tasks.lost()))
                .register(registry);
    }
}
