package io.tachograph.collectors.agent;

import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.Limits;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.client.load.LoadGenerator;
import io.tachograph.client.load.LoadPlan;
import io.tachograph.client.load.Pacer;
import io.tachograph.collectors.publish.EventPublisher;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestTiming;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One probed target: its load generator, and when it last published. */
final class Probe {
    private static final LoadCounters NOTHING_YET = new LoadCounters(0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final ProbeConfig config;
    private final Target target;
    private final Pacer pacer;
    private final EventPublisher publisher;
    private final Arrivals arrivals;
    private @Nullable LoadGenerator generator;
    private boolean stopped;
    private volatile long publishedNanos = System.nanoTime();

    Probe(ProbeConfig config, Target target, Pacer pacer, EventPublisher publisher) {
        this.config = config;
        this.target = target;
        this.pacer = pacer;
        this.publisher = publisher;
        this.arrivals = config.arrivals().apply(target.config());
    }

    String slug() {
        return target.config().slug();
    }

    /** Starts sending; called when the target has been asked for its version. */
    synchronized void begin() {
        if (stopped) {
            return;
        }
        Provenance provenance = new Provenance(Origin.PROBE, config.agent(), null);
        LoadPlan plan = new LoadPlan(arrivals, Limits.none(), config.options(), provenance);
        long seed = ProbeConfig.seedOf(target.config(), config.seed());
        generator = LoadGenerator.start(
                plan,
                target,
                config.prompts().shuffled(seed),
                pacer,
                (number, scheduled, finished) -> publish(finished.record()));
    }

    Target target() {
        return target;
    }

    private void publish(RequestTiming record) {
        publisher.publish(record);
        publishedNanos = System.nanoTime();
    }

    boolean silent(long nowNanos, Duration limit) {
        return nowNanos - publishedNanos >= limit.toNanos();
    }

    /** Every record that was finished before {@code nowNanos} has been published. */
    void beat(long nowNanos, long atMicros) {
        publisher.publish(new Heartbeat(slug(), config.agent(), atMicros));
        publishedNanos = nowNanos;
    }

    synchronized LoadCounters counters() {
        return generator == null ? NOTHING_YET : generator.counters();
    }

    synchronized void stop() {
        stopped = true;
        if (generator != null) {
            generator.stop();
        }
    }

    synchronized void cancel() {
        stopped = true;
        if (generator != null) {
            generator.cancel();
        }
    }

    void awaitEnd(Duration limit) throws InterruptedException {
        LoadGenerator running;
        synchronized (this) {
            running = generator;
        }
        if (running != null) {
            // Whether it ended in time does not matter: what is left is cancelled next, and counted either way.
            boolean unused = running.awaitEnd(limit);
        }
    }
}
