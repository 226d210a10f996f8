package io.tachograph.collectors.agent;

import io.tachograph.client.clock.WallClock;
import io.tachograph.client.endpoint.Targets;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.client.load.Pacer;
import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.schemas.TargetConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Probes targets continuously and publishes a record of every request, and of silent targets a heartbeat. Thread-safe.
 */
public final class ProbeAgent implements AutoCloseable {
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(2);

    private final ProbeConfig config;
    private final HttpClient client;
    private final Pacer pacer = Pacer.start("tachograph-pacer");
    private final WallClock wallClock = WallClock.ofProcess();
    private final EventPublisher publisher;
    /** In the order of the targets. Written under the lock. */
    private final List<Probe> probes = new CopyOnWriteArrayList<>();
    /** Of targets that are gone; their requests in flight may still end. */
    private final List<Probe> retired = new CopyOnWriteArrayList<>();

    private final Heartbeats heartbeats;

    private ProbeAgent(ProbeConfig config, EventPublisher publisher) {
        this.config = config;
        this.publisher = publisher;
        this.client = HttpClient.start(config.http());
        this.heartbeats = new Heartbeats(probes, client, pacer, config.heartbeatAfter(), wallClock);
    }

    /**
     * Begins at once. A target that cannot be reached is no error: its failed requests are records like others.
     *
     * @param publisher stays the caller's to close, after the agent
     * @throws IllegalArgumentException in one sentence, when a target's configuration cannot be right
     */
    public static ProbeAgent start(ProbeConfig config, List<TargetConfig> targets, EventPublisher publisher) {
        checkDistinct(targets);
        ProbeAgent agent = new ProbeAgent(config, publisher);
        try {
            agent.setTargets(targets);
            agent.heartbeats.begin();
            return agent;
        } catch (RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    private static void checkDistinct(List<TargetConfig> targets) {
        List<String> slugs = targets.stream().map(TargetConfig::slug).toList();
        for (int i = 0; i < slugs.size(); i++) {
            if (slugs.indexOf(slugs.get(i)) < i) {
                throw new IllegalArgumentException("two targets have the slug " + slugs.get(i));
            }
        }
    }

    /**
     * Probes these and no others from now on. A target that is there already, configured alike, is not disturbed. One
     * that is gone is sent nothing any more; what is in flight there may end within the configuration's grace.
     *
     * @throws IllegalArgumentException in one sentence, when a target's configuration cannot be right; nothing changes
     */
    public synchronized void setTargets(List<TargetConfig> targets) {
        checkDistinct(targets);
        Map<TargetConfig, Probe> before = new LinkedHashMap<>();
        probes.forEach(probe -> before.put(probe.target().config(), probe));
        List<Probe> after = new ArrayList<>();
        List<Probe> added = new ArrayList<>();
        for (TargetConfig target : targets) {
            Probe known = before.remove(target);
            if (known == null) {
                known = new Probe(config, Targets.of(target, client, config.environment()), pacer, publisher);
                added.add(known);
            }
            after.add(known);
        }
        before.values().forEach(this::retire);
        probes.clear();
        probes.addAll(after);
        for (Probe probe : added) {
            var unused = probe.target().observed().thenRun(probe::begin);
        }
    }

    private void retire(Probe probe) {
        probe.stop();
        retired.add(probe);
        pacer.at(System.nanoTime() + config.stopGrace().toNanos(), due -> {
            probe.cancel();
            retired.remove(probe);
        });
    }

    public ProbeCounters counters() {
        Map<String, LoadCounters> targets = new LinkedHashMap<>();
        for (Probe probe : probes) {
            targets.put(probe.slug(), probe.counters());
        }
        return new ProbeCounters(targets, heartbeats.published(), wallClock.driftMicros());
    }

    /**
     * Stops sending, waits for what is in flight as long as the configuration grants, gives up the rest, and publishes
     * the records of all.
     */
    @Override
    public void close() {
        List<Probe> all = new ArrayList<>(probes);
        all.addAll(retired);
        all.forEach(Probe::stop);
        try {
            awaitEnd(all, config.stopGrace());
            all.forEach(Probe::cancel);
            awaitEnd(all, CANCEL_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pacer.close();
            client.close();
        }
    }

    private static void awaitEnd(List<Probe> probes, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Probe probe : probes) {
            probe.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }
}
