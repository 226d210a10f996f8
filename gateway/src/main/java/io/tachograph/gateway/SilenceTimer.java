package io.tachograph.gateway;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says when nothing has happened for a time. Costs a timer per time, however much happens. On one event loop. */
final class SilenceTimer {
    private final EventLoop loop;
    private final long limitNanos;
    private final Runnable silent;
    private long latestNanos;
    private @Nullable Future<?> look;

    SilenceTimer(EventLoop loop, long limitNanos, Runnable silent) {
        this.loop = loop;
        this.limitNanos = limitNanos;
        this.silent = silent;
    }

    /** Something has happened; the first time begins. */
    void touch() {
        latestNanos = System.nanoTime();
        if (look == null) {
            lookIn(limitNanos);
        }
    }

    void stop() {
        if (look != null) {
            look.cancel(false);
            look = null;
        }
    }

    private void look() {
        long left = latestNanos + limitNanos - System.nanoTime();
        if (left > 0) {
            lookIn(left);
        } else {
            look = null;
            silent.run();
        }
    }

    private void lookIn(long nanos) {
        look = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }
}
