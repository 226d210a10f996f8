package io.tachograph.bench.sweep;

import java.time.Duration;

/** Waits between trials, so that the target has forgotten the one before: {@code Thread::sleep}. */
@FunctionalInterface
public interface Pause {
    void between(Duration length) throws InterruptedException;
}
