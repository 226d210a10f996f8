package io.tachograph.standalone.agent;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.inventory.ConfiguredTargets;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKinds;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.schemas.TargetConfig;
import java.util.List;
import java.util.Map;

/**
 * What a configuration has the agent watch.
 *
 * @param targets that are probed
 * @param sources that are read
 * @param notes what a person should know of it
 */
public record Watched(List<TargetConfig> targets, List<ConfiguredSource> sources, List<String> notes) {
    /**
     * @param discovered takes the targets that the sources find
     * @throws ConfigException when a target or a source cannot be right, or there is neither
     */
    static Watched of(TachographConfig config, DiscoveredTargets discovered, Map<String, String> environment)
            throws ConfigException {
        ConfiguredTargets targets = ConfiguredTargets.of(config);
        List<ConfiguredSource> sources = sources(config, discovered, environment);
        if (targets.targets().isEmpty() && sources.isEmpty()) {
            throw new ConfigException("there is nothing to watch: the configuration names neither targets nor sources");
        }
        return new Watched(targets.targets(), sources, targets.notes());
    }

    /** @throws ConfigException when a source cannot be right */
    public static List<ConfiguredSource> sources(
            TachographConfig config, DiscoveredTargets discovered, Map<String, String> environment)
            throws ConfigException {
        SourceContext context = new SourceContext(
                Probing.agentName(config), Probing.hostName(), WallClock.ofProcess(), discovered, environment::get);
        return new SourceKinds().open(config.sources(), context);
    }
}
