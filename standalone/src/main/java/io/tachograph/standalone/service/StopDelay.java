package io.tachograph.standalone.service;

import java.time.Duration;

/**
 * The time between the wish that a process ends and the end of its parts. Load balancers learn in it that nothing new is to be
 * sent here, while whatever comes is still answered. Closed first, as the part that started last. Thread-safe.
 */
public final class StopDelay implements AutoCloseable {
    private final Duration delay;
    private final Runnable announce;
    private volatile boolean stopping;

    /** @param announce called when the end is wished */
    public StopDelay(Duration delay, Runnable announce) {
        this.delay = delay;
        this.announce = announce;
    }

    public boolean isStopping() {
        return stopping;
    }

    @Override
    public void close() {
        stopping = true;
        announce.run();
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
