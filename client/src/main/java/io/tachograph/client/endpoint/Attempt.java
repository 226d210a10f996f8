package io.tachograph.client.endpoint;

/** An attempt in flight. */
@FunctionalInterface
public interface Attempt {
    /** Gives the attempt up: its record comes soon, as CANCELLED unless it ended before. Thread-safe. */
    void cancel();
}
