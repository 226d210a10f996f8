package io.tachograph.standalone.jobs;

import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;

/**
 * A metric of Flink, and whose it is.
 *
 * @param name Flink's name of it
 * @param job name of the job, empty for those of the cluster
 * @param operator name of the operator, empty for those of a job or task
 * @param task id of the task, empty for those of a job
 * @param reason of dead letters, else empty
 * @param metric where its value is read
 */
record SeenMetric(String name, String job, String operator, String task, String reason, Metric metric) {
    private static final String SOURCE = "Source: ";

    static SeenMetric of(Metric metric, String name, MetricGroup group) {
        Map<String, String> variables = group.getAllVariables();
        return new SeenMetric(
                name,
                variables.getOrDefault("<job_name>", ""),
                variables.getOrDefault("<operator_name>", ""),
                variables.getOrDefault("<task_id>", ""),
                variables.getOrDefault("<reason>", ""),
                metric);
    }

    boolean isOfSource() {
        return operator.startsWith(SOURCE);
    }

    /** Its value, {@link Double#NaN} when it has none now: a gauge may be asked while its task ends. */
    double value() {
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        if (metric instanceof Gauge<?> gauge) {
            try {
                return gauge.getValue() instanceof Number number ? number.doubleValue() : Double.NaN;
            } catch (RuntimeException e) {
                return Double.NaN;
            }
        }
        return Double.NaN;
    }
}
