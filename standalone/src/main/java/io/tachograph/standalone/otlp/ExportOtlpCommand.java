package io.tachograph.standalone.otlp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.config.ConfigException;
import io.tachograph.config.OtlpExportSection;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.export.ExportCounters;
import io.tachograph.export.WindowExport;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.metrics.MetricsServer;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tachograph export-otlp}. */
@Command(
        name = "export-otlp",
        description =
                "Sends complete windows as OpenTelemetry metrics to a collector (otlp-export of the configuration).")
public final class ExportOtlpCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 60_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where the collector takes OTLP (default: otlp-export.endpoint).")
    @Nullable
    String endpoint;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        KafkaAccess brokers = kafka.in(config);
        run(section(config), brokers, environment, spec.commandLine().getOut());
        return 0;
    }

    private OtlpExportSection section(TachographConfig config) throws ConfigException {
        String given = endpoint;
        try {
            return given == null ? config.otlpExport() : config.otlpExport().withEndpoint(given);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--" + e.getMessage());
        }
    }

    private static void run(
            OtlpExportSection section, KafkaAccess brokers, Map<String, String> environment, PrintWriter out)
            throws ConfigException, IOException, InterruptedException {
        PrometheusRegistry registry = new PrometheusRegistry();
        Interrupt interrupt = Interrupt.install(20);
        try (WindowExport export = WindowExport.start(brokers, section, environment::get);
                MetricsServer server = MetricsServer.start(section.host(), section.metricsPort(), registry)) {
            ExportMetrics.register(registry, export);
            server.withHealth(() -> health(export.counters()));
            out.println("  Kafka      " + brokers + ", group " + section.group());
            out.println("  Collector  " + section.endpoint() + " by "
                    + section.protocol().name().toLowerCase(Locale.ROOT));
            out.println("  Health     http://" + section.host() + ":" + server.port() + "/health, /metrics");
            out.println("  Stop       Ctrl-C");
            out.flush();
            boolean wished = false;
            while (!wished) {
                wished = interrupt.await(LOOK_MILLIS);
            }
        } finally {
            interrupt.stopped();
        }
    }

    private static String health(ExportCounters counters) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", counters.complaint() == null && counters.lost() == 0 ? "healthy" : "degraded")
                .put("complaint", counters.complaint())
                .put("delivered_windows", counters.delivered())
                .put("lost_windows", counters.lost())
                .put("failed_deliveries", counters.failures())
                .toString();
    }
}
