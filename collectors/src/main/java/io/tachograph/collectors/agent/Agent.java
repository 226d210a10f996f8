package io.tachograph.collectors.agent;

import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceStatus;
import io.tachograph.collectors.source.Sources;
import io.tachograph.collectors.source.engine.TargetEngines;
import io.tachograph.schemas.TargetConfig;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Probes targets and reads sources, and publishes what both tell. What that is tells a
 * {@link Watchlist}. Thread-safe.
 */
public final class Agent implements AutoCloseable {
    private final DiscoveredTargets discovered;
    private final TargetEngines engines;
    private final ProbeAgent probes;
    private final Sources sources;
    private final TargetAnnouncements announcements;
    private List<TargetConfig> givenTargets;
    private List<ConfiguredSource> givenSources;
    private boolean closed;

    private Agent(
            ProbeAgent probes,
            Sources sources,
            DiscoveredTargets discovered,
            TargetEngines engines,
            TargetAnnouncements announcements,
            List<TargetConfig> targets,
            List<ConfiguredSource> configured) {
        this.probes = probes;
        this.sources = sources;
        this.discovered = discovered;
        this.engines = engines;
        this.announcements = announcements;
        this.givenTargets = List.copyOf(targets);
        this.givenSources = List.copyOf(configured);
    }

    /**
     * Begins at once. A target or source that cannot be reached is no error: it shows in records and statuses.
     *
     * @param context what the sources were opened with
     * @param publisher stays the caller's to close, after the agent
     * @throws IllegalArgumentException in one sentence, when a target's configuration cannot be right
     */
    public static Agent start(
            ProbeConfig config,
            List<TargetConfig> targets,
            List<ConfiguredSource> configured,
            SourceContext context,
            EventPublisher publisher) {
        ProbeAgent probes = ProbeAgent.start(config, targets, publisher);
        Sources sources = new Sources(context.clock(), publisher::publish);
        Agent agent = new Agent(
                probes,
                sources,
                context.targets(),
                new TargetEngines(context),
                TargetAnnouncements.start(context, publisher),
                targets,
                configured);
        try {
            context.targets().whenChanged(agent::follow);
            agent.follow();
            return agent;
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    /**
     * Watches these and nothing else from now on; what is there already, configured alike, is not disturbed.
     *
     * @throws IllegalArgumentException in one sentence, when a target's configuration cannot be right; nothing changes
     */
    public synchronized void set(List<TargetConfig> targets, List<ConfiguredSource> configured) {
        List<TargetConfig> targetsBefore = givenTargets;
        List<ConfiguredSource> sourcesBefore = givenSources;
        givenTargets = List.copyOf(targets);
        givenSources = List.copyOf(configured);
        try {
            follow();
        } catch (IllegalArgumentException e) {
            givenTargets = targetsBefore;
            givenSources = sourcesBefore;
            throw e;
        }
    }

    /** Watches what was given and found by now. Sources that go take what they found with them. */
    private synchronized void follow() {
        if (closed) {
            return;
        }
        discovered.retain(
                givenSources.stream().map(source -> source.named().name()).collect(Collectors.toSet()));
        Watchlist list = Watchlist.of(givenTargets, givenSources, discovered.all(), engines);
        probes.setTargets(list.probed());
        discovered.setModels(
                list.watched().stream().map(target -> target.config().model()).collect(Collectors.toSet()));
        sources.set(list.sources());
        announcements.set(list.watched(), list.sources().size());
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
        synchronized (this) {
            closed = true;
        }
        announcements.close();
        sources.close();
        probes.close();
    }
}
