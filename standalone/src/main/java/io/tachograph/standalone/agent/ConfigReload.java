package io.tachograph.standalone.agent;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.standalone.config.ConfigOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again and again and has the agent watch what it says by now: targets and sources. A file that
 * is wrong changes nothing and is complained of once. Used by one thread.
 */
final class ConfigReload {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReload.class);

    private final ConfigOption configuration;
    private final AgentSetup setup;
    private final Map<String, String> environment;
    private final Agent agent;
    private final Counter reloads;
    private TachographConfig current;
    private ConfiguredTargets targets;
    private @Nullable String complaint;

    ConfigReload(
            ConfigOption configuration,
            TachographConfig current,
            Watched watched,
            AgentSetup setup,
            Map<String, String> environment,
            Agent agent,
            PrometheusRegistry registry) {
        this.configuration = configuration;
        this.current = current;
        this.targets = watched.configured();
        this.setup = setup;
        this.environment = environment;
        this.agent = agent;
        this.reloads = Counter.builder()
                .name("tachograph_config_reloads_total")
                .help("Configuration changes detected.")
                .labelNames("result")
                .register(registry);
    }

    void look() {
        try {
            TachographConfig now = configuration.read(environment);
            // Files that it names may have changed while it has not.
            ConfiguredTargets wanted = ConfiguredTargets.of(now);
            if (!now.equals(current) || !wanted.equals(targets)) {
                apply(now, Watched.of(now, wanted, setup));
            }
            complaint = null;
        } catch (ConfigException | IllegalArgumentException e) {
            String sentence = String.valueOf(e.getMessage());
            if (!sentence.equals(complaint)) {
                complaint = sentence;
                reloads.labelValues("refused").inc();
                LOG.error("the configuration has changed, but cannot be used, so nothing changes: {}", sentence);
            }
        }
    }

    private void apply(TachographConfig now, Watched wanted) {
        agent.set(wanted.targets(), wanted.sources());
        LOG.info(
                "the configuration has changed: {} targets, {} sources",
                wanted.targets().size(),
                wanted.sources().size());
        wanted.notes().forEach(note -> LOG.warn("note: {}", note));
        if (!now.agent().equals(current.agent())
                || !now.kafka().equals(current.kafka())
                || !now.probes().equals(current.probes())) {
            LOG.warn("changes to agent, kafka and probes take effect after a restart");
        }
        reloads.labelValues("applied").inc();
        current = now;
        targets = wanted.configured();
    }
}
