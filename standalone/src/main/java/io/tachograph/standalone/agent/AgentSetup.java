package io.tachograph.standalone.agent;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.agent.Agent;
import io.tachograph.collectors.agent.ProbeConfig;
import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKinds;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The parts of an agent, except what it watches.
 *
 * @param probes how it probes
 * @param kinds of sources that there are
 * @param context what it offers to its sources
 */
public record AgentSetup(ProbeConfig probes, SourceKinds kinds, SourceContext context) {
    /** @throws IOException when the file with prompts cannot be read */
    public static AgentSetup of(TachographConfig config, Map<String, String> environment) throws IOException {
        SourceContext context = new SourceContext(
                Probing.agentName(config),
                Probing.nodeName(config),
                WallClock.ofProcess(),
                new DiscoveredTargets(),
                environment::get);
        return new AgentSetup(Probing.of(config, environment), new SourceKinds(), context);
    }

    /** @throws ConfigException when a source cannot be right */
    public List<ConfiguredSource> sources(TachographConfig config) throws ConfigException {
        return kinds.open(config.sources(), context);
    }

    public Agent start(List<TargetConfig> targets, List<ConfiguredSource> sources, EventPublisher publisher) {
        return Agent.start(probes, targets, sources, context, publisher);
    }
}
