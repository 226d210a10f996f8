package io.tachograph.client.load;

import java.time.Duration;

/**
 * A fixed number of clients, each of which sends its next request when its last one has ended. The scheduled time of a
 * request is the moment its client was free, so the queueing that a closed loop hides stays hidden: use an open loop to
 * see it.
 *
 * @param concurrency number of clients
 * @param pauseAfterFailure what a client waits after a failed attempt, so that a dead target is not asked ten thousand
 *     times a second; zero for not at all
 * @param rampUp time over which the clients begin, evenly; zero for all at once
 */
public record ClosedLoop(int concurrency, Duration pauseAfterFailure, Duration rampUp) implements Arrivals {
    public ClosedLoop {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency is " + concurrency + ", but must be at least 1");
        }
        if (pauseAfterFailure.isNegative() || rampUp.isNegative()) {
            throw new IllegalArgumentException("pauseAfterFailure and rampUp must not be negative");
        }
    }

    /** With a pause of 100 ms after a failure, all clients at once. */
    public static ClosedLoop of(int concurrency) {
        return new ClosedLoop(concurrency, Duration.ofMillis(100), Duration.ZERO);
    }

    public ClosedLoop withRampUp(Duration time) {
        return new ClosedLoop(concurrency, pauseAfterFailure, time);
    }

    @Override
    public String kind() {
        return "closed";
    }

    @Override
    public String describe() {
        return "closed loop of " + concurrency + (concurrency == 1 ? " client" : " clients")
                + (rampUp.isZero() ? "" : ", begun within " + RateFormat.text(rampUp));
    }

    /** When a client begins, from the start of the run. */
    long beginNanos(int client) {
        return rampUp.toNanos() / concurrency * client;
    }
}
