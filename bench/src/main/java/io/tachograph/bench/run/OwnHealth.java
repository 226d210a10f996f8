package io.tachograph.bench.run;

import io.tachograph.bench.record.Waits;
import io.tachograph.bench.result.ClientReport;
import io.tachograph.client.health.ClientHealth;
import io.tachograph.client.health.HealthConfig;
import io.tachograph.client.health.HealthReport;
import io.tachograph.client.health.Pacing;
import io.tachograph.client.http.arrival.StampCounters;
import io.tachograph.schemas.avro.RequestTiming;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client's own health from the end of the warm-up on. Thread-safe. */
final class OwnHealth implements AutoCloseable {
    private final List<? extends ScheduledExecutorService> loops;
    private final Supplier<StampCounters> stamps;
    private final StampCounters before;
    private final Pacing pacing;
    private final @Nullable HealthConfig config;
    private volatile @Nullable ClientHealth health;
    private boolean closed;

    /** @param stamps of the client, which may have had other runs before */
    OwnHealth(
            List<? extends ScheduledExecutorService> loops,
            Supplier<StampCounters> stamps,
            Pacing pacing,
            @Nullable HealthConfig config) {
        this.loops = loops;
        this.stamps = stamps;
        this.pacing = pacing;
        before = stamps.get();
        this.config = config;
    }

    /** The part that is reported begins. */
    synchronized void begin() {
        if (config != null && health == null && !closed) {
            health = ClientHealth.start(loops, stamps, pacing, config);
        }
    }

    void record(RequestTiming timing) {
        ClientHealth current = health;
        if (current != null) {
            current.record(timing);
        }
    }

    boolean clientBound() {
        ClientHealth current = health;
        return current != null && current.clientBound();
    }

    ClientReport report(long startNanos, Waits waits) {
        ClientHealth current = health;
        StampCounters own = stamps.get().since(before);
        if (current == null) {
            return new ClientReport(
                    false,
                    null,
                    List.of(),
                    config == null ? HealthConfig.defaults().share() : config.share(),
                    null,
                    null,
                    0,
                    null,
                    Runtime.getRuntime().availableProcessors(),
                    0,
                    waits.seconds(),
                    own.impossible(),
                    own.reordered(),
                    lateShare(own));
        }
        HealthReport said = current.report();
        Long since = said.sinceNanos();
        return new ClientReport(
                said.clientBound(),
                since == null ? null : Double.valueOf((since - startNanos) / 1e9),
                said.reasons(),
                said.share(),
                seconds(said.loopDelay().p50Nanos()),
                seconds(said.loopDelay().p99Nanos()),
                said.loopDelay().maxNanos() / 1e9,
                said.cpuCores(),
                said.availableCores(),
                said.gcSeconds(),
                waits.seconds(),
                own.impossible(),
                own.reordered(),
                lateShare(own));
    }

    private static @Nullable Double lateShare(StampCounters stamps) {
        return stamps.stampedBytes() == 0 ? null : Double.valueOf((double) stamps.lateBytes() / stamps.stampedBytes());
    }

    private static @Nullable Double seconds(double nanos) {
        return Double.isNaN(nanos) ? null : Double.valueOf(nanos / 1e9);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (health != null) {
            health.close();
        }
    }
}
