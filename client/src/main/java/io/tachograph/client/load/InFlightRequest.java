package io.tachograph.client.load;

import io.tachograph.client.endpoint.Attempt;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.workload.Conversation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request in flight. Thread-safe. */
final class InFlightRequest implements Consumer<Finished> {
    /** Called when the request has ended. */
    @FunctionalInterface
    interface End {
        /** @param withinSend the answer came from within {@link #begin}: sending the next from there could go on without end */
        void ended(InFlightRequest sent, Finished finished, boolean withinSend);
    }

    /**
     * Where a request belongs.
     *
     * @param number of the request among all arrivals, from 0
     * @param conversationNumber of its conversation, from 0
     * @param turn of the conversation, from 0
     */
    record Place(long number, long conversationNumber, int turn) {}

    private static final Attempt ENDED = () -> {};

    final Place place;
    final Conversation conversation;
    final long scheduledNanos;
    private final MemoryBudget budget;
    private final End end;
    private long bytes;
    private volatile @Nullable Attempt attempt;
    private volatile boolean ended;

    InFlightRequest(Place place, Conversation conversation, long scheduledNanos, MemoryBudget budget, End end) {
        this.place = place;
        this.conversation = conversation;
        this.scheduledNanos = scheduledNanos;
        this.budget = budget;
        this.end = end;
    }

    void begin(Target target, PromptRequest request) {
        bytes = budget.take(request);
        try {
            attempt = target.send(request, this);
        } catch (RuntimeException | LinkageError e) {
            if (!ended) {
                budget.give(bytes);
            }
            throw e;
        }
        if (ended) {
            attempt = ENDED;
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Does nothing once it has ended. */
    void cancel() {
        Attempt begun = attempt;
        if (begun != null) {
            begun.cancel();
        }
    }

    @Override
    public void accept(Finished finished) {
        boolean withinSend = attempt == null;
        ended = true;
        attempt = ENDED;
        budget.give(bytes);
        end.ended(this, finished, withinSend);
    }
}
