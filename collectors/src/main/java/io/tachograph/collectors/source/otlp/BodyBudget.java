package io.tachograph.collectors.source.otlp;

import java.util.concurrent.atomic.AtomicLong;

/** What the bodies that are coming in may take together, in bytes. Thread-safe. */
final class BodyBudget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    BodyBudget(long most) {
        this.most = most;
    }

    /** @return false when there is no room; then nothing was taken */
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
