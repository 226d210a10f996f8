package io.tachograph.standalone.agent;

import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.schemas.TargetConfig;
import java.util.List;

/**
 * What a configuration has the agent watch.
 *
 * @param targets that are probed
 * @param sources that are read
 * @param notes what a person should know of it
 */
record Watched(List<TargetConfig> targets, List<ConfiguredSource> sources, List<String> notes) {
    /** @throws ConfigException when a target or a source cannot be right, or there is neither */
    static Watched of(TachographConfig config, AgentSetup setup) throws ConfigException {
        ConfiguredTargets targets = ConfiguredTargets.of(config);
        List<ConfiguredSource> sources = setup.sources(config);
        if (targets.targets().isEmpty() && sources.isEmpty()) {
            throw new ConfigException("there is nothing to watch: the configuration names neither targets nor sources");
        }
        return new Watched(targets.targets(), sources, targets.notes());
    }

    /** Whether it is the same, however often its sources were opened. */
    boolean isLike(Watched other) {
        return targets.equals(other.targets)
                && notes.equals(other.notes)
                && settings(sources).equals(settings(other.sources));
    }

    private static List<Object> settings(List<ConfiguredSource> sources) {
        return sources.stream().map(ConfiguredSource::settings).toList();
    }
}
