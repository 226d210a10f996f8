package io.tachograph.standalone.upgrade;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/** How far a cluster's job has come, by Flink's own metrics. Thread-safe. */
final class JobClock implements MetricReporter {
    private record Seen(String name, String operator) {}

    private final Map<Metric, Seen> metrics = new ConcurrentHashMap<>();

    /** Forgets the jobs before, which have ended. */
    void restart() {
        metrics.clear();
    }

    /** Records that all sources together have handed on. */
    long read() {
        return values(seen ->
                        seen.name().equals("numRecordsIn") && seen.operator().startsWith("Source: "))
                .sum();
    }

    /** Whether operators have done all that they do until a time of the stream's clock. */
    boolean isPast(long millis, Set<String> operators, int subtasks) {
        long[] clocks = values(
                        seen -> seen.name().equals("currentOutputWatermark") && operators.contains(seen.operator()))
                .toArray();
        return clocks.length == operators.size() * subtasks
                && LongStream.of(clocks).allMatch(clock -> clock >= millis);
    }

    long checkpoints() {
        return values(seen -> seen.name().equals("numberOfCompletedCheckpoints"))
                .sum();
    }

    private LongStream values(Predicate<Seen> which) {
        return metrics.entrySet().stream()
                .filter(metric -> which.test(metric.getValue()))
                .mapToLong(metric -> value(metric.getKey()));
    }

    private static long value(Metric metric) {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        metrics.put(metric, new Seen(name, group.getAllVariables().getOrDefault("<operator_name>", "")));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        metrics.remove(metric);
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {
        metrics.clear();
    }
}
