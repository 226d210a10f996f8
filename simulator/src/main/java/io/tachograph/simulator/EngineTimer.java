package io.tachograph.simulator;

import io.netty.channel.EventLoop;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Wakes an engine on its event loop when something is due. */
final class EngineTimer {
    private final EventLoop loop;
    private final BatchEngine engine;
    private @Nullable ScheduledFuture<?> wakeUp;
    private long wakeUpNanos;

    EngineTimer(EventLoop loop, BatchEngine engine) {
        this.loop = loop;
        this.engine = engine;
    }

    /** To be called on the event loop after anything that may have changed what is due. */
    void arm() {
        long untilDue = engine.nanosToNextDue();
        if (untilDue == BatchEngine.NEVER) {
            return;
        }
        // Whole milliseconds, at least one: the selector spins while less than one is left. A token is up to a
        // millisecond late by it, and the next is not, since due times are absolute.
        long delayMillis = Math.max(1, (untilDue + 999_999) / 1_000_000);
        long at = System.nanoTime() + delayMillis * 1_000_000;
        if (wakeUp != null) {
            if (wakeUpNanos - at <= 0) {
                return;
            }
            wakeUp.cancel(false);
        }
        wakeUpNanos = at;
        wakeUp = loop.schedule(this::fire, delayMillis, TimeUnit.MILLISECONDS);
    }

    private void fire() {
        wakeUp = null;
        engine.runDue();
        arm();
    }
}
