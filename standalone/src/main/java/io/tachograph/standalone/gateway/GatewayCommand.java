package io.tachograph.standalone.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.limit.Budgets;
import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.config.ConfigException;
import io.tachograph.config.GatewaySection;
import io.tachograph.gateway.Gateway;
import io.tachograph.standalone.config.ConfiguredBudgets;
import io.tachograph.standalone.metrics.MetricsServer;
import io.tachograph.standalone.metrics.PublisherMetrics;
import io.tachograph.standalone.service.CallerKeys;
import io.tachograph.standalone.service.ResourceStack;
import io.tachograph.standalone.service.Service;
import io.tachograph.standalone.service.ServiceOptions;
import io.tachograph.standalone.service.StopDelay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph gateway}. */
@Command(
        name = "gateway",
        description =
                "Forwards requests of OpenAI and Anthropic clients to the targets, measures them, and publishes the"
                        + " timings to Kafka. Keys come from API_KEYS and, if one is configured, the database.")
public final class GatewayCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 20;

    @Mixin
    ServiceOptions options = new ServiceOptions();

    @Mixin
    CallerKeys callers = new CallerKeys();

    @Option(
            names = "--capture",
            paramLabel = "DIR",
            description =
                    "Keep requests and answers there, redacted as the configuration says (default: none is kept).")
    @Nullable
    Path capture;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Service service = capture == null ? options.read() : options.read().capturingInto(capture);
        ApiKeys keys = service.keys();
        ConfiguredTargets targets = ConfiguredTargets.of(service.config());
        targets.notes().forEach(note -> service.out().println("  note: " + note));
        long drainSeconds = service.config().gateway().drainLimit().toSeconds();
        long delaySeconds = service.config().gateway().stopDelay().toSeconds();
        service.run(STOP_SECONDS + (int) (delaySeconds + drainSeconds), parts -> {
            Service.Look look = start(service, targets, parts.add(callers.open(keys, service)), parts);
            service.say("Stop", "Ctrl-C; requests in flight run on for " + drainSeconds + " s");
            return look;
        });
        return 0;
    }

    private static Service.Look start(Service service, ConfiguredTargets targets, KeyBook keys, ResourceStack parts)
            throws IOException, ConfigException {
        GatewaySection section = service.config().gateway();
        PrometheusRegistry registry = new PrometheusRegistry();
        KafkaPublisher publisher =
                parts.add(service.spooled("tachograph-gateway", section.spool(), section.spoolBytes()));
        PublisherMetrics.register(registry, publisher);
        Budgets budgets = parts.add(ConfiguredBudgets.open(service.config(), service.environment(), registry))
                .budgets();
        ProbeWatch probes = parts.add(ProbeWatch.start(service.kafka()));
        Gateway gateway = parts.add(ConfiguredGateway.start(
                service.config(),
                targets.targets(),
                keys,
                budgets,
                probes::isFailing,
                service.environment(),
                publisher,
                registry));
        MetricsServer server = parts.add(MetricsServer.start(section.host(), section.metricsPort(), registry));
        StopDelay delay = parts.add(new StopDelay(section.stopDelay(), gateway::announceEnd));
        var unused = server.withHealth(() -> health(gateway, publisher)).withReadiness(() -> !delay.isStopping());
        service.say("Gateway", "http://" + section.host() + ":" + gateway.port() + "/v1");
        service.say("Models", String.join(", ", gateway.models()));
        service.say("Kafka", service.kafka() + ", spool in " + section.spool());
        if (service.config().redis().host() == null
                && !service.config().budgets().isEmpty()) {
            service.say("Budgets", "begin full at each start, since no Redis (redis.host) keeps what was used");
        }
        Path captured = section.capture().directory();
        if (captured != null) {
            service.say("Capture", "requests and answers are kept in " + captured);
        }
        service.say("Health", "http://" + section.host() + ":" + server.port() + "/health, /ready, /metrics");
        return Service.Look.AT_NOTHING;
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
