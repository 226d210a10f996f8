package io.tachograph.standalone.flink;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.standalone.jobs.JobMetrics;
import io.tachograph.standalone.metrics.MetricsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@link JobMetrics} of a process that Flink runs, on a {@code /metrics} of its own: under the names and labels that they
 * have everywhere.
 */
public final class ServedJobMetrics implements MetricReporter {
    static final String HOST = "host";
    static final String PORT = "port";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final JobMetrics metrics = new JobMetrics(registry);
    private @Nullable MetricsServer server;

    @Override
    public void open(MetricConfig config) {
        try {
            server = MetricsServer.start(
                    Objects.requireNonNull(config.getProperty(HOST)), config.getInteger(PORT, 0), registry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        metrics.notifyOfAddedMetric(metric, name, group);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        metrics.notifyOfRemovedMetric(metric, name, group);
    }

    @Override
    public void close() {
        metrics.close();
        if (server != null) {
            server.close();
        }
    }

    /** Flink finds it by {@link java.util.ServiceLoader}. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new ServedJobMetrics();
        }
    }
}
