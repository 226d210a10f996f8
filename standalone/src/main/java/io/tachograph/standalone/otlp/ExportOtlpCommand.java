package io.tachograph.standalone.otlp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.config.ConfigException;
import io.tachograph.config.OtlpExportSection;
import io.tachograph.export.ExportCounters;
import io.tachograph.export.WindowExport;
import io.tachograph.standalone.metrics.MetricsServer;
import io.tachograph.standalone.service.ResourceStack;
import io.tachograph.standalone.service.Service;
import io.tachograph.standalone.service.ServiceOptions;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph export-otlp}. */
@Command(
        name = "export-otlp",
        description =
                "Sends complete windows to a collector as OpenTelemetry metrics. The section otlp-export configures it.")
public final class ExportOtlpCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 20;

    @Mixin
    ServiceOptions options = new ServiceOptions();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where the collector takes OTLP (default: otlp-export.endpoint).")
    @Nullable
    String endpoint;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Service service = options.read();
        OtlpExportSection section = section(service.config().otlpExport());
        service.run(STOP_SECONDS, parts -> start(service, section, parts));
        return 0;
    }

    private OtlpExportSection section(OtlpExportSection configured) throws ConfigException {
        String given = endpoint;
        try {
            return given == null ? configured : configured.withEndpoint(given);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--" + e.getMessage());
        }
    }

    private static Service.Look start(Service service, OtlpExportSection section, ResourceStack parts)
            throws ConfigException, IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        WindowExport export =
                parts.add(ConfiguredExport.start(section, service.kafka(), service.environment(), registry));
        MetricsServer server = parts.add(MetricsServer.start(section.host(), section.metricsPort(), registry))
                .withHealth(() -> health(export.counters()));
        service.say("Kafka", service.kafka() + ", group " + section.group());
        service.say(
                "Collector",
                section.endpoint() + " by " + section.protocol().name().toLowerCase(Locale.ROOT));
        service.say("Health", "http://" + section.host() + ":" + server.port() + "/health, /metrics");
        service.say("Stop", "Ctrl-C");
        return export::trouble;
    }

    private static String health(ExportCounters counters) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        "status",
                        counters.complaint() == null && counters.lost() == 0 && counters.expired() == 0
                                ? "healthy"
                                : "degraded")
                .put("complaint", counters.complaint())
                .put("delivered_windows", counters.delivered())
                .put("lost_windows", counters.lost())
                .put("expired_records", counters.expired())
                .put("failed_deliveries", counters.failures())
                .toString();
    }
}
