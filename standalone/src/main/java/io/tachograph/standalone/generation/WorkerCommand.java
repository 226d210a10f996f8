package io.tachograph.standalone.generation;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.generation.ServedModels;
import io.tachograph.generation.worker.Worker;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.standalone.agent.Probing;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.metrics.MetricsServer;
import io.tachograph.standalone.metrics.PublisherMetrics;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tachograph worker}. */
@Command(
        name = "worker",
        description =
                "Takes the generation API's tasks from Kafka and runs them on the targets of the configuration. What"
                        + " it measures goes onto Kafka, too.")
public final class WorkerCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 20;
    private static final long LOOK_MILLIS = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Port of /metrics (default: 0, any free one).",
            defaultValue = "0")
    int metricsPort;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        KafkaAccess brokers = kafka.in(config);
        ServedModels models = ServedModels.of(config);
        run(config, brokers, models, environment);
        return 0;
    }

    private void run(TachographConfig config, KafkaAccess brokers, ServedModels models, Map<String, String> environment)
            throws IOException, InterruptedException {
        PrometheusRegistry registry = new PrometheusRegistry();
        PrintWriter out = spec.commandLine().getOut();
        int stopSeconds = STOP_SECONDS + (int) config.generation().drainLimit().toSeconds();
        Interrupt interrupt = Interrupt.install(stopSeconds);
        try (KafkaPublisher publisher = publisher(brokers);
                Worker worker = Worker.start(
                        config.generation(),
                        models,
                        brokers,
                        Probing.agentName(config),
                        environment::get,
                        publisher::publish,
                        registry);
                MetricsServer server = MetricsServer.start(config.generation().host(), metricsPort, registry)) {
            PublisherMetrics.register(registry, publisher);
            out.println("  Kafka      " + brokers);
            out.println("  Models     " + String.join(", ", models.names()) + ", on "
                    + models.targets().size() + " targets");
            out.println("  Metrics    http://" + config.generation().host() + ":" + server.port() + "/metrics");
            out.println("  Stop       Ctrl-C; tasks run on for "
                    + config.generation().drainLimit().toSeconds() + " s");
            out.flush();
            while (!interrupt.await(LOOK_MILLIS)) {
                String trouble = worker.trouble().orElse(null);
                if (trouble != null) {
                    throw new IOException(trouble);
                }
            }
        } finally {
            interrupt.stopped();
        }
    }

    private static KafkaPublisher publisher(KafkaAccess brokers) throws IOException {
        try {
            return KafkaPublisher.start(KafkaSettings.of(brokers, "tachograph-worker-timings"));
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(brokers, e), e);
        }
    }
}
