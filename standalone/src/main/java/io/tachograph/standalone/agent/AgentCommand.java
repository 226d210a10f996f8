package io.tachograph.standalone.agent;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.config.AgentSection;
import io.tachograph.config.ConfigException;
import io.tachograph.standalone.metrics.MetricsServer;
import io.tachograph.standalone.service.ResourceStack;
import io.tachograph.standalone.service.Service;
import io.tachograph.standalone.service.ServiceOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph agent}. */
@Command(
        name = "agent",
        description = "Probes targets, reads engines, GPUs and containers, and publishes the results to Kafka.")
public final class AgentCommand implements Callable<Integer> {
    private static final int STOP_SECONDS = 20;

    @Mixin
    ServiceOptions options = new ServiceOptions();

    @Option(
            names = "--check",
            description =
                    "Checks Kafka, the spool, every target and every source once, reports each, and exits: with 1 when one"
                            + " fails.")
    boolean check;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Service service = options.read();
        AgentSetup setup = AgentSetup.of(service.config(), service.environment());
        Watched watched = Watched.of(service.config(), setup);
        watched.notes().forEach(note -> service.out().println("  note: " + note));
        if (check) {
            AgentSection section = service.config().agent();
            return new AgentCheck(service.kafka(), section, setup, watched).run(service.out()) ? 0 : 1;
        }
        service.run(STOP_SECONDS, parts -> start(service, setup, watched, parts));
        return 0;
    }

    private Service.Look start(Service service, AgentSetup setup, Watched watched, ResourceStack parts)
            throws IOException {
        AgentSection section = service.config().agent();
        PrometheusRegistry registry = new PrometheusRegistry();
        KafkaPublisher publisher =
                parts.add(service.spooled("tachograph-agent", section.spool(), section.spoolBytes()));
        Agent agent = parts.add(setup.start(watched.targets(), watched.sources(), publisher));
        AgentMetrics.register(registry, agent, publisher);
        AgentHealth health = new AgentHealth(agent, publisher);
        MetricsServer server = parts.add(MetricsServer.start(section.host(), section.port(), registry))
                .withHealth(health::json);
        ConfigReload reload = new ConfigReload(
                options.configuration(), service.config(), watched, setup, service.environment(), agent, registry);
        service.say(
                "Watching",
                watched.targets().size() + " targets, " + watched.sources().size() + " sources");
        service.say("Kafka", service.kafka() + ", spool in " + section.spool());
        service.say("Health", "http://" + section.host() + ":" + server.port() + "/health, /metrics");
        service.say("Stop", "Ctrl-C");
        return () -> {
            reload.look();
            return Optional.empty();
        };
    }
}
