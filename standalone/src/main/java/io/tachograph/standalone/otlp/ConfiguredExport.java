package io.tachograph.standalone.otlp;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.config.ConfigException;
import io.tachograph.config.OtlpExportSection;
import io.tachograph.export.WindowExport;
import io.tachograph.kafka.KafkaAccess;
import java.io.IOException;
import java.util.Map;

/** The export of windows as the configuration wants it, with its metrics. */
public final class ConfiguredExport {
    private ConfiguredExport() {}

    /**
     * Begins at once.
     *
     * @throws ConfigException when the section cannot be right, or names no collector
     * @throws IOException in one sentence, when Kafka's address cannot be right
     */
    public static WindowExport start(
            OtlpExportSection section, KafkaAccess kafka, Map<String, String> environment, PrometheusRegistry registry)
            throws ConfigException, IOException {
        WindowExport export = WindowExport.start(kafka, section, environment::get);
        ExportMetrics.register(registry, export);
        return export;
    }
}
