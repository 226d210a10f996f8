package io.tachograph.standalone.flink;

import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** Where a process of a Flink cluster shows the metrics of the jobs that it has part in. */
final class MetricsOptions {
    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "9464",
            description = "Port of GET /metrics (default: ${DEFAULT-VALUE}).")
    int port;

    /** Has Flink hand its metrics to {@link ServedJobMetrics}. */
    void addTo(Configuration settings, String listen) {
        String reporter = "metrics.reporter.tachograph.";
        settings.setString(reporter + "factory.class", ServedJobMetrics.Factory.class.getName());
        settings.setString(reporter + ServedJobMetrics.HOST, listen);
        settings.setString(reporter + ServedJobMetrics.PORT, Integer.toString(port));
    }
}
