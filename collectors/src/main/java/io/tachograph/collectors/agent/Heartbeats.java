package io.tachograph.collectors.agent;

import io.tachograph.client.clock.WallClock;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.load.Pacer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says of silent targets that they are still watched. A heartbeat at T promises that every record finished before T was
 * published before it. Records are finished on event loops, which may be behind: so T is read first, then every loop is
 * let catch up with what it had read by then, and only then is the heartbeat published.
 */
final class Heartbeats {
    /**
     * A reader adds a record's start and length, each cut to whole microseconds, and may so find its end 1 µs too early.
     */
    private static final long ROUNDING_MICROS = 1;

    private final List<Probe> probes;
    private final HttpClient client;
    private final Pacer pacer;
    private final Duration silence;
    private final WallClock wallClock;
    private final AtomicBoolean catchingUp = new AtomicBoolean();
    private final AtomicLong published = new AtomicLong();

    Heartbeats(List<Probe> probes, HttpClient client, Pacer pacer, Duration silence, WallClock wallClock) {
        this.probes = probes;
        this.client = client;
        this.pacer = pacer;
        this.silence = silence;
        this.wallClock = wallClock;
    }

    void begin() {
        pacer.at(System.nanoTime() + periodNanos(), this::look);
    }

    long published() {
        return published.get();
    }

    private long periodNanos() {
        return silence.toNanos() / 4;
    }

    private void look(long dueNanos) {
        long now = System.nanoTime();
        // From now, not from when it was due: beats that were missed are of no use to anybody.
        pacer.at(now + periodNanos(), this::look);
        List<Probe> silent =
                probes.stream().filter(probe -> probe.silent(now, silence)).toList();
        if (!silent.isEmpty() && catchingUp.compareAndSet(false, true)) {
            client.whenCaughtUp(() -> {
                long at = wallClock.microsAt(now) - ROUNDING_MICROS;
                for (Probe probe : silent) {
                    probe.beat(now, at);
                    published.incrementAndGet();
                }
                catchingUp.set(false);
            });
        }
    }
}
