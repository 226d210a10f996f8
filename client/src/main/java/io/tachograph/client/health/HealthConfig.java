package io.tachograph.client.health;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * When a client counts as the bottleneck of what it measures.
 *
 * @param share share of a metric that the client's own delay may explain, above 0 and below 1
 * @param probePeriod how often each event loop's delay is measured, at least 1 ms
 * @param window span over which medians, 90th percentiles, CPU and pauses are judged: whole seconds
 * @param tailWindow span over which 99th percentiles are judged: whole seconds, not below {@code window}
 * @param resolution delays up to this are never held against the client, and metrics up to this are not judged: waking a
 *     sleeping thread takes up to this long on a healthy machine, and chunks read together have no gap to distort
 */
public record HealthConfig(
        double share, Duration probePeriod, Duration window, Duration tailWindow, Duration resolution) {
    public HealthConfig {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share is " + share + ", but must be above 0 and below 1");
        }
        if (probePeriod.toNanos() < 1_000_000 || probePeriod.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("probePeriod is " + probePeriod + ", but must be 1 ms to 1 s");
        }
        if (window.toSeconds() < 1 || !isWhole(window) || !isWhole(tailWindow)) {
            throw new IllegalArgumentException("window and tailWindow must be whole seconds, at least one");
        }
        if (tailWindow.compareTo(window) < 0 || tailWindow.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "tailWindow is " + tailWindow + ", but must be from " + window + " to 1 h");
        }
        if (resolution.isNegative()) {
            throw new IllegalArgumentException("resolution must not be negative");
        }
    }

    private static boolean isWhole(Duration span) {
        return span.equals(span.truncatedTo(ChronoUnit.SECONDS));
    }

    /** A tenth of a metric; probes every 10 ms; 5 s and 30 s; 250 µs. */
    public static HealthConfig defaults() {
        return new HealthConfig(
                0.10, Duration.ofMillis(10), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofNanos(250_000));
    }

    public HealthConfig withShare(double limit) {
        return new HealthConfig(limit, probePeriod, window, tailWindow, resolution);
    }
}
