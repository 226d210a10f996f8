package io.tachograph.collectors.source;

import io.tachograph.client.clock.WallClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When something that is asked for less often than the rest of a source comes next. Not thread-safe. */
public final class Due {
    private final Duration every;
    private final WallClock clock;
    private @Nullable Long doneNanos;

    public Due(Duration every, WallClock clock) {
        this.every = every;
        this.clock = clock;
    }

    /** True at first. */
    public boolean isDue() {
        return doneNanos == null || clock.nanoTime() - doneNanos >= every.toNanos();
    }

    /** It was asked for, or succeeded. */
    public void done() {
        doneNanos = clock.nanoTime();
    }

    /** It is due again, whenever it was done last. */
    public void now() {
        doneNanos = null;
    }
}
