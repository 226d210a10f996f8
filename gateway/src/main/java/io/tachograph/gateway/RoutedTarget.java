package io.tachograph.gateway;

import io.tachograph.client.endpoint.ApiResource;
import io.tachograph.client.endpoint.PassThrough;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A target, and what the gateway knows of how it is. Thread-safe. */
final class RoutedTarget {
    /** So many failures in a row are no accident. */
    private static final int FAILURES = 3;

    private final PassThrough target;
    private final long unhealthyNanos;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicLong healthyAgainNanos = new AtomicLong(System.nanoTime());

    /** @param unhealthyNanos how long one that could not be reached, or fails, comes after the others */
    RoutedTarget(PassThrough target, long unhealthyNanos) {
        this.target = target;
        this.unhealthyNanos = unhealthyNanos;
    }

    PassThrough target() {
        return target;
    }

    String slug() {
        return target.config().slug();
    }

    String model() {
        return target.config().model();
    }

    boolean serves(String model, ApiResource resource) {
        return model().equals(model) && target.serves(resource);
    }

    void begins() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    void unreachable() {
        healthyAgainNanos.set(System.nanoTime() + unhealthyNanos);
    }

    /** It could not do what was asked of it. */
    void failed() {
        if (failuresInARow.incrementAndGet() >= FAILURES) {
            unreachable();
        }
    }

    void succeeded() {
        failuresInARow.set(0);
    }

    /** It begins an answer that is none of a failure. */
    void reached() {
        long now = System.nanoTime();
        if (healthyAgainNanos.get() - now > 0) {
            healthyAgainNanos.set(now);
        }
    }

    boolean isHealthy() {
        return System.nanoTime() - healthyAgainNanos.get() >= 0;
    }
}
