package io.tachograph.client.load;

import io.tachograph.client.endpoint.Finished;

/** Hears of every request of a run. Called on event-loop threads; must not block for long and not throw. */
@FunctionalInterface
public interface LoadListener {
    /**
     * @param number of the request in order of arrival, from 0: each turn of a conversation is one, and so is a request that
     *     was not sent
     * @param scheduledNanos when the arrival process wanted the request, a reading of {@link System#nanoTime}
     * @param finished what became of it
     */
    void finished(long number, long scheduledNanos, Finished finished);

    /**
     * An arrival that was not sent, because too many were outstanding. Not only called on event loops.
     *
     * @param number of the request in order of arrival, from 0
     * @param scheduledNanos when the arrival process wanted it, a reading of {@link System#nanoTime}
     */
    default void overLimit(long number, long scheduledNanos) {}

    /** A request that the target refused to begin, by an exception: it counts as failed, but has no record. */
    default void unsent(long number, long scheduledNanos) {}
}
