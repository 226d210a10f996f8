package io.tachograph.collectors.agent;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.SourceStatus;
import io.tachograph.collectors.source.Sources;
import io.tachograph.schemas.TargetConfig;
import java.util.List;

/** Probes targets and reads sources, and publishes what both tell. Thread-safe. */
public final class Agent implements AutoCloseable {
    private final ProbeAgent probes;
    private final Sources sources;

    private Agent(ProbeAgent probes, Sources sources) {
        this.probes = probes;
        this.sources = sources;
    }

    /**
     * Begins at once. A target or source that cannot be reached is no error: it shows in records and statuses.
     *
     * @param publisher stays the caller's to close, after the agent
     * @throws IllegalArgumentException in one sentence, when a target's configuration cannot be right
     */
    public static Agent start(
            ProbeConfig config,
            List<TargetConfig> targets,
            List<ConfiguredSource> configured,
            KafkaPublisher publisher) {
        ProbeAgent probes = ProbeAgent.start(config, targets, publisher);
        Sources sources = new Sources(WallClock.ofProcess(), publisher::publish);
        sources.set(configured);
        return new Agent(probes, sources);
    }

    /**
     * Watches these and nothing else from now on; what is there already, configured alike, is not disturbed.
     *
     * @throws IllegalArgumentException in one sentence, when a target's configuration cannot be right; nothing changes
     */
    public synchronized void set(List<TargetConfig> targets, List<ConfiguredSource> configured) {
        probes.setTargets(targets);
        sources.set(configured);
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
