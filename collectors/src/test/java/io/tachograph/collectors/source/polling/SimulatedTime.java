package io.tachograph.collectors.source.polling;

import io.tachograph.client.clock.WallClock;
import java.time.Duration;
import java.time.Instant;

/** A time that stands still until it is set. Thread-safe. */
final class SimulatedTime {
    private volatile Instant now;

    SimulatedTime(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    void set(Instant to) {
        now = to;
    }

    /** The clock of a process that starts now, on a host whose clock is off. */
    WallClock clockOfAHost(Duration ahead) {
        return new WallClock(() -> Duration.between(Instant.EPOCH, now).toNanos(), () -> now.plus(ahead));
    }
}
