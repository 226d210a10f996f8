package io.tachograph.standalone.agent;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.config.AgentSection;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.metrics.MetricsServer;
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

/** {@code tachograph agent}. */
@Command(
        name = "agent",
        description = "Probes targets and reads engines, GPUs and containers, and puts what they tell onto Kafka.")
public final class AgentCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 2_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Option(
            names = "--check",
            description =
                    "Tries Kafka, the spool, every target and every source once, says what does not work, and ends: with 1"
                            + " when something does not.")
    boolean check;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        KafkaAccess brokers = kafka.in(config);
        AgentSetup setup = AgentSetup.of(config, environment);
        PrintWriter out = spec.commandLine().getOut();
        Watched watched = Watched.of(config, setup);
        watched.notes().forEach(note -> out.println("  note: " + note));
        if (check) {
            return new AgentCheck(brokers, config.agent(), setup, watched).run(out) ? 0 : 1;
        }
        run(config, setup, brokers, watched, environment, out);
        return 0;
    }

    private void run(
            TachographConfig config,
            AgentSetup setup,
            KafkaAccess brokers,
            Watched watched,
            Map<String, String> environment,
            PrintWriter out)
            throws IOException, InterruptedException {
        AgentSection section = config.agent();
        PrometheusRegistry registry = new PrometheusRegistry();
        Interrupt interrupt = Interrupt.install(20);
        try (KafkaPublisher publisher = publisher(brokers, section);
                Agent agent = setup.start(watched.targets(), watched.sources(), publisher);
                MetricsServer server = MetricsServer.start(section.host(), section.port(), registry)) {
            AgentMetrics.register(registry, agent, publisher);
            AgentHealth health = new AgentHealth(agent, publisher);
            server.withHealth(health::json);
            ConfigReload reload = new ConfigReload(configuration, config, watched, setup, environment, agent, registry);
            out.println("  Watching   " + watched.targets().size() + " targets, "
                    + watched.sources().size() + " sources");
            out.println("  Kafka      " + brokers + ", spool in " + section.spool());
            out.println("  Health     http://" + section.host() + ":" + server.port() + "/health, /metrics");
            out.println("  Stop       Ctrl-C");
            out.flush();
            while (!interrupt.await(LOOK_MILLIS)) {
                reload.look();
            }
        } finally {
            interrupt.stopped();
        }
    }

    private static KafkaPublisher publisher(KafkaAccess brokers, AgentSection section) throws IOException {
        try {
            return KafkaPublisher.spooled(
                    KafkaSettings.of(brokers, "tachograph-agent"), section.spool(), section.spoolBytes());
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(brokers, e), e);
        }
    }
}
