package io.tachograph.collectors.agent;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceStatus;
import io.tachograph.collectors.source.Sources;
import io.tachograph.schemas.TargetConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Probes targets and reads sources, and publishes what both tell. Targets are those that were given and those that
 * sources find; of two with one slug the given one counts. Thread-safe.
 */
public final class Agent implements AutoCloseable {
    private final DiscoveredTargets discovered;
    private final ProbeAgent probes;
    private final Sources sources;
    private List<TargetConfig> configured;

    private Agent(List<TargetConfig> configured, DiscoveredTargets discovered, ProbeAgent probes, Sources sources) {
        this.configured = configured;
        this.discovered = discovered;
        this.probes = probes;
        this.sources = sources;
    }

    /**
     * Begins at once. A target or source that cannot be reached is no error: it shows in records and statuses.
     *
     * @param discovered what the sources find
     * @param publisher stays the caller's to close, after the agent
     * @throws IllegalArgumentException in one sentence, when a target's configuration cannot be right
     */
    public static Agent start(
            ProbeConfig config,
            List<TargetConfig> targets,
            List<ConfiguredSource> configured,
            DiscoveredTargets discovered,
            EventPublisher publisher) {
        ProbeAgent probes = ProbeAgent.start(config, targets, publisher);
        Sources sources = new Sources(WallClock.ofProcess(), discovered, publisher::publish);
        Agent agent = new Agent(targets, discovered, probes, sources);
        discovered.whenChanged(agent::follow);
        sources.set(configured);
        return agent;
    }

    /**
     * Watches these and nothing else from now on; what is there already, configured alike, is not disturbed.
     *
     * @throws IllegalArgumentException in one sentence, when a target's configuration cannot be right; nothing changes
     */
    public synchronized void set(List<TargetConfig> targets, List<ConfiguredSource> wanted) {
        List<TargetConfig> before = configured;
        configured = List.copyOf(targets);
        try {
            follow();
        } catch (IllegalArgumentException e) {
            configured = before;
            throw e;
        }
        sources.set(wanted);
        follow();
    }

    private synchronized void follow() {
        Map<String, TargetConfig> bySlug = new LinkedHashMap<>();
        configured.forEach(target -> bySlug.put(target.slug(), target));
        for (DiscoveredTarget found : discovered.all()) {
            if (found.probed()) {
                bySlug.putIfAbsent(found.config().slug(), found.config());
            }
        }
        probes.setTargets(List.copyOf(bySlug.values()));
    }

    public ProbeCounters probes() {
        return probes.counters();
    }

    public List<SourceStatus> sources() {
        return sources.statuses();
    }

    /** Ends the sources at once and the probes within their grace. */
    @Override
    public void close() {
        sources.close();
        probes.close();
    }
}
