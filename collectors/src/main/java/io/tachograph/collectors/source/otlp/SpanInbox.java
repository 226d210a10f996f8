package io.tachograph.collectors.source.otlp;

import io.tachograph.schemas.avro.RequestTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Timings that wait to be handed over. Their sender waits with them: what he is told to have been taken is in the
 * publisher's hands. Bounded; thread-safe.
 */
final class SpanInbox {
    /** Some ten seconds of a busy fleet; more is refused until these are gone. */
    private static final int MOST_TIMINGS = 20_000;

    private record Waiting(List<RequestTiming> timings, Consumer<Boolean> sender) {}

    private List<Waiting> waiting = new ArrayList<>();
    private int timings;
    private boolean closed;

    /**
     * @param sender told on any thread, once: whether they were handed over
     * @return false when it holds as much as it may; then the sender is told nothing
     */
    synchronized boolean offer(List<RequestTiming> batch, Consumer<Boolean> sender) {
        // A batch that is too large for an empty inbox would never be taken.
        if (closed || (timings > 0 && timings + batch.size() > MOST_TIMINGS)) {
            return false;
        }
        waiting.add(new Waiting(batch, sender));
        timings += batch.size();
        return true;
    }

    /** Hands over all that waits. */
    void drain(Consumer<? super RequestTiming> to) {
        for (Waiting batch : takeAll()) {
            batch.timings.forEach(to);
            batch.sender.accept(true);
        }
    }

    /** Takes no more; those who wait are told to send again, later or elsewhere. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        takeAll().forEach(batch -> batch.sender.accept(false));
    }

    private synchronized List<Waiting> takeAll() {
        List<Waiting> all = waiting;
        waiting = new ArrayList<>();
        timings = 0;
        return all;
    }
}
