package io.tachograph.standalone.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.key.KeyBook;
import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.config.ConfigException;
import io.tachograph.config.GatewaySection;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.gateway.Gateway;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.standalone.agent.Probing;
import io.tachograph.standalone.config.CallerKeys;
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
import picocli.CommandLine.Spec;

/** {@code tachograph gateway}. */
@Command(
        name = "gateway",
        description =
                "Passes requests of OpenAI's and Anthropic's clients on to the targets, and puts what they took onto"
                        + " Kafka. Keys come from API_KEYS, and where a database is named from there.")
public final class GatewayCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 60_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Mixin
    CallerKeys callers = new CallerKeys();

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        KafkaAccess brokers = kafka.in(config);
        ApiKeys configured = CallerKeys.configured(environment);
        ConfiguredTargets targets = ConfiguredTargets.of(config);
        if (targets.targets().isEmpty()) {
            throw new ConfigException("no target is known: name one in targets or endpoints-file of the configuration");
        }
        PrintWriter out = spec.commandLine().getOut();
        targets.notes().forEach(note -> out.println("  note: " + note));
        PrometheusRegistry registry = new PrometheusRegistry();
        try (KeyBook keys = callers.open(configured, config, environment, registry)) {
            run(config, targets, brokers, keys, registry, environment, out);
        }
        return 0;
    }

    private static void run(
            TachographConfig config,
            ConfiguredTargets targets,
            KafkaAccess brokers,
            KeyBook keys,
            PrometheusRegistry registry,
            Map<String, String> environment,
            PrintWriter out)
            throws IOException, InterruptedException, ConfigException {
        GatewaySection section = config.gateway();
        Interrupt interrupt = Interrupt.install(20);
        try (KafkaPublisher publisher = publisher(brokers, section);
                Gateway gateway = gateway(config, targets, keys, environment, publisher);
                MetricsServer server = MetricsServer.start(section.host(), section.metricsPort(), registry)) {
            PublisherMetrics.register(registry, publisher);
            GatewayMetrics.register(registry, gateway);
            server.withHealth(() -> health(gateway, publisher));
            out.println("  Gateway    http://" + section.host() + ":" + gateway.port() + "/v1");
            out.println("  Models     " + String.join(", ", gateway.models()));
            out.println("  Kafka      " + brokers + ", spool in " + section.spool());
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

    private static Gateway gateway(
            TachographConfig config,
            ConfiguredTargets targets,
            KeyBook keys,
            Map<String, String> environment,
            KafkaPublisher publisher)
            throws IOException, ConfigException {
        try {
            return Gateway.start(
                    config,
                    targets.targets(),
                    Probing.agentName(config),
                    environment::get,
                    new KeyedCallers(keys, config.gateway()),
                    publisher);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static KafkaPublisher publisher(KafkaAccess brokers, GatewaySection section) throws IOException {
        try {
            return KafkaPublisher.spooled(
                    KafkaSettings.of(brokers, "tachograph-gateway"), section.spool(), section.spoolBytes());
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(brokers, e), e);
        }
    }

    private static String health(Gateway gateway, KafkaPublisher publisher) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", "ok")
                .put("open", gateway.counters().open())
                .put(
                        "records_lost",
                        publisher.counters().dropped() + publisher.counters().failed())
                .toString();
    }
}
