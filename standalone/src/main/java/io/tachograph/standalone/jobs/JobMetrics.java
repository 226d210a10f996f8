package io.tachograph.standalone.jobs;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * What the jobs of this process do, for {@code /metrics}: summed over subtasks, by job. docs/operations.md lists them.
 * A counter begins at zero again when its job restarts, as Prometheus expects of counters. Thread-safe.
 */
public final class JobMetrics implements MetricReporter {
    private final Map<Metric, SeenMetric> seen = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> failingSeconds = new ConcurrentHashMap<>();

    /** Registers all of it. */
    public JobMetrics(PrometheusRegistry registry) {
        counter(
                registry,
                "records_in_total",
                "Records read from Kafka, heartbeats and unreadable ones included.",
                metric -> metric.name().equals("numRecordsIn") && metric.isOfSource());
        counter(registry, "records_accepted_total", "Records that counted.", named("accepted"));
        counter(registry, "records_duplicate_total", "Duplicates, which did not count again.", named("duplicates"));
        counter(
                registry,
                "records_late_total",
                "Records whose window was complete when they came; each is a dead letter too.",
                named("late"));
        counter(
                registry,
                "records_overflowed_total",
                "Records of tenants that there was no room for; they counted, as tenant ~other.",
                named("overflowed"));
        sums(
                registry,
                "dead_letters_total",
                "Records that did not count and went to the dead letters, by reason.",
                "reason",
                SeenMetric::reason,
                named("deadLetters"),
                1);
        sink(registry, "sink_rows_total", "Rows that the store confirmed.", "rowsWritten", 1);
        sink(registry, "sink_failed_rows_total", "Rows of batches that the store refused.", "rowsFailed", 1);
        sink(registry, "sink_batches_total", "Batches that the store confirmed.", "batchesWritten", 1);
        sink(registry, "sink_seconds_total", "Time that confirmed batches took, seconds.", "batchWriteNanos", 1e-9);
        counter(registry, "restarts_total", "Restarts after a failure.", named("numRestarts"));
        GaugeWithCallback.builder()
                .name("tachograph_job_failing_seconds")
                .help("For how long the job has kept restarting, seconds; 0 while it is well.")
                .labelNames("job")
                .callback(values -> failingSeconds.forEach((job, seconds) -> values.call(seconds.getAsDouble(), job)))
                .register(registry);
        counter(
                registry,
                "checkpoints_completed_total",
                "Checkpoints that completed.",
                named("numberOfCompletedCheckpoints"));
        counter(registry, "checkpoints_failed_total", "Checkpoints that failed.", named("numberOfFailedCheckpoints"));
        gauge(
                registry,
                "checkpoint_duration_seconds",
                "How long the last completed checkpoint took, seconds.",
                metrics -> largest(metrics, "lastCheckpointDuration") / 1e3);
        gauge(
                registry,
                "checkpoint_size_bytes",
                "Size of the last completed checkpoint, bytes.",
                metrics -> largest(metrics, "lastCheckpointFullSize"));
        gauge(
                registry,
                "pending_records",
                "Records on the partitions that the job has not fetched yet: its consumer lag.",
                metrics -> sum(metrics.stream()
                        .filter(metric -> metric.name().equals("pendingRecords"))
                        .toList()));
        gauge(
                registry,
                "watermark_delay_seconds",
                "How far the job's event time is behind the wall clock, seconds; absent before its first watermark and"
                        + " at the end of its input.",
                metrics -> Watermarks.delaySeconds(metrics, System.currentTimeMillis()));
    }

    /** Shows for how long a job has kept restarting. */
    void failing(String job, DoubleSupplier seconds) {
        failingSeconds.put(job, seconds);
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {
        seen.clear();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        seen.put(metric, SeenMetric.of(metric, name, group));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        seen.remove(metric);
    }

    private static Predicate<SeenMetric> named(String name) {
        return metric -> metric.name().equals(name);
    }

    private void counter(PrometheusRegistry registry, String name, String help, Predicate<SeenMetric> which) {
        CounterWithCallback.builder()
                .name("tachograph_job_" + name)
                .help(help)
                .labelNames("job")
                .callback(values -> byJob().forEach((job, metrics) -> {
                    Collection<SeenMetric> those =
                            metrics.stream().filter(which).toList();
                    if (!those.isEmpty()) {
                        values.call(sum(those), job);
                    }
                }))
                .register(registry);
    }

    private void sink(PrometheusRegistry registry, String name, String help, String flinkName, double scale) {
        sums(registry, name, help, "sink", SeenMetric::operator, named(flinkName), scale);
    }

    private void sums(
            PrometheusRegistry registry,
            String name,
            String help,
            String label,
            Function<SeenMetric, String> labelOf,
            Predicate<SeenMetric> which,
            double scale) {
        CounterWithCallback.builder()
                .name("tachograph_job_" + name)
                .help(help)
                .labelNames("job", label)
                .callback(values -> byJob().forEach((job, metrics) -> {
                    Map<String, Double> sums = new TreeMap<>();
                    metrics.stream()
                            .filter(which)
                            .forEach(metric -> sums.merge(labelOf.apply(metric), sum(List.of(metric)), Double::sum));
                    sums.forEach((of, sum) -> values.call(sum * scale, job, of));
                }))
                .register(registry);
    }

    private void gauge(
            PrometheusRegistry registry, String name, String help, Function<Collection<SeenMetric>, Double> value) {
        GaugeWithCallback.builder()
                .name("tachograph_job_" + name)
                .help(help)
                .labelNames("job")
                .callback(values -> byJob().forEach((job, metrics) -> {
                    double now = value.apply(metrics);
                    if (!Double.isNaN(now)) {
                        values.call(now, job);
                    }
                }))
                .register(registry);
    }

    private Map<String, Collection<SeenMetric>> byJob() {
        Map<String, Collection<SeenMetric>> byJob = new TreeMap<>();
        for (SeenMetric metric : seen.values()) {
            if (!metric.job().isEmpty()) {
                byJob.computeIfAbsent(metric.job(), job -> new ArrayList<>()).add(metric);
            }
        }
        return byJob;
    }

    private static double sum(Collection<SeenMetric> metrics) {
        return metrics.stream()
                .mapToDouble(SeenMetric::value)
                .filter(value -> value > 0)
                .sum();
    }

    /** NaN when nobody has a value. */
    private static double largest(Collection<SeenMetric> metrics, String name) {
        return metrics.stream()
                .filter(named(name))
                .mapToDouble(SeenMetric::value)
                .filter(value -> value >= 0)
                .max()
                .orElse(Double.NaN);
    }
}
