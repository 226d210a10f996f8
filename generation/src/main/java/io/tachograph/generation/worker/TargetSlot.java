package io.tachograph.generation.worker;

import io.tachograph.client.endpoint.Target;

/** A target and what this worker has in flight there. Used by one thread. */
final class TargetSlot {
    private final Target target;
    private int inFlight;
    private long asideUntilNanos;
    private boolean aside;

    TargetSlot(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }

    String slug() {
        return target.config().slug();
    }

    String model() {
        return target.config().model();
    }

    int inFlight() {
        return inFlight;
    }

    void take() {
        inFlight++;
    }

    void release() {
        inFlight--;
    }

    void putAside(long untilNanos) {
        aside = true;
        asideUntilNanos = untilNanos;
    }

    boolean isAside(long nowNanos) {
        aside = aside && nowNanos - asideUntilNanos < 0;
        return aside;
    }
}
