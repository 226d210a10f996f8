package io.tachograph.standalone.agent;

import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.schemas.TargetConfig;
import java.util.List;

/**
 * What an agent watches, from the configuration.
 *
 * @param configured targets that are probed
 * @param sources that are read
 */
record Watched(ConfiguredTargets configured, List<ConfiguredSource> sources) {
    /** @throws ConfigException when a target or a source cannot be right, or there is neither */
    static Watched of(TachographConfig config, AgentSetup setup) throws ConfigException {
        return of(config, ConfiguredTargets.of(config), setup);
    }

    /** @throws ConfigException when a source cannot be right, or there is neither a target nor a source */
    static Watched of(TachographConfig config, ConfiguredTargets targets, AgentSetup setup) throws ConfigException {
        List<ConfiguredSource> sources = setup.sources(config);
        if (targets.targets().isEmpty() && sources.isEmpty()) {
            throw new ConfigException("there is nothing to watch: the configuration names neither targets nor sources");
        }
        return new Watched(targets, sources);
    }

    List<TargetConfig> targets() {
        return configured.targets();
    }

    /** What a person should know of it. */
    List<String> notes() {
        return configured.notes();
    }
}
