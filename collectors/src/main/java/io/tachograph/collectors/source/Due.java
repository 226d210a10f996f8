package io.tachograph.collectors.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When something that is asked for less often than the rest of a source comes next. Not thread-safe. */
public final class Due {
    private final Duration every;
    private @Nullable Long doneNanos;

    public Due(Duration every) {
        this.every = every;
    }

    /** True at first. */
    public boolean isDue() {
        return doneNanos == null || System.nanoTime() - doneNanos >= every.toNanos();
    }

    /** It was asked for, or succeeded. */
    public void done() {
        doneNanos = System.nanoTime();
    }

    /** It is due again, whenever it was done last. */
    public void now() {
        doneNanos = null;
    }
}
