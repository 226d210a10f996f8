package io.tachograph.client.load;

import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.RequestIds;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Workload;
import io.tachograph.schemas.avro.Outcome;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversations of one run, from arrival to last answer, and their requests in flight. The {@link LoadTally} decides
 * whether one may begin or continue, and is notified of all that happens. Thread-safe.
 */
final class Conversations {
    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private final LoadPlan plan;
    private final Target target;
    private final ConversationSequence arriving;
    private final Pacer pacer;
    private final LoadListener listener;
    private final LoadTally tally;
    private final Runnable done;
    private final RequestIds ids = new RequestIds();
    private final Set<InFlightRequest> inFlight = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** @param done called, perhaps more than once, when nothing is in flight and nothing will be */
    Conversations(
            LoadPlan plan,
            Target target,
            Workload workload,
            Pacer pacer,
            LoadListener listener,
            LoadTally tally,
            Runnable done) {
        this.plan = plan;
        this.target = target;
        this.arriving = new ConversationSequence(workload);
        this.pacer = pacer;
        this.listener = listener;
        this.tally = tally;
        this.done = done;
    }

    /** Begins one. */
    void converse(long scheduledNanos) {
        LoadTally.Arrival arrival = tally.arrive();
        if (arrival == LoadTally.Arrival.STOPPED) {
            endIfDone();
            return;
        }
        ConversationSequence.Numbered next;
        try {
            next = arriving.next();
        } catch (RuntimeException e) {
            LOG.error("the workload failed", e);
            couldNotBegin(tally.number(), scheduledNanos);
            return;
        }
        if (next == null) {
            tally.withdraw();
            endIfDone();
            return;
        }
        long number = tally.number();
        if (arrival == LoadTally.Arrival.OVER_LIMIT) {
            boolean unused = LoadTally.hasFurtherTurn(next.conversation()); // the first one itself
            tally.breakOffIfFurther(next.conversation());
            overLimit(number, scheduledNanos);
            return;
        }
        Prompt prompt;
        try {
            prompt = next.firstPrompt();
        } catch (RuntimeException e) {
            LOG.error("a conversation could not begin", e);
            couldNotBegin(number, scheduledNanos);
            return;
        }
        InFlightRequest.Place place = new InFlightRequest.Place(number, next.number(), 0);
        send(new InFlightRequest(place, next.conversation(), scheduledNanos, tally.budget, this::ended), prompt);
    }

    private void overLimit(long number, long scheduledNanos) {
        try {
            listener.overLimit(number, scheduledNanos);
        } finally {
            tally.overLimit();
            endIfDone();
        }
    }

    /** It has no record, but counts as failed. */
    private void couldNotBegin(long number, long scheduledNanos) {
        listener.unsent(number, scheduledNanos);
        tally.fail();
        if (plan.arrivals() instanceof ClosedLoop closed) {
            // Through the pacer even without a pause: sending from here could recurse without end.
            pacer.at(System.nanoTime() + closed.pauseAfterFailure().toNanos(), this::converse);
        }
        endIfDone();
    }

    private void scheduleTurn(InFlightRequest last, Conversation.Turn turn) {
        tally.think();
        pacer.at(System.nanoTime() + turn.thinkTime().toNanos(), due -> {
            switch (tally.resume()) {
                case SEND -> {
                    InFlightRequest.Place place = new InFlightRequest.Place(
                            tally.number(), last.place.conversationNumber(), last.place.turn() + 1);
                    send(new InFlightRequest(place, last.conversation, due, tally.budget, this::ended), turn.prompt());
                }
                case OVER_LIMIT -> {
                    tally.breakOffIfFurther(last.conversation);
                    overLimit(tally.number(), due);
                }
                case STOPPED -> endIfDone();
            }
        });
    }

    /**
     * Its client begins another one.
     *
     * @param direct whether it may begin from here, or only through the pacer
     */
    private void conversationOver(boolean well, boolean direct) {
        if (plan.arrivals() instanceof ClosedLoop closed) {
            long pauseNanos = well ? 0 : closed.pauseAfterFailure().toNanos();
            if (direct && pauseNanos == 0) {
                converse(System.nanoTime());
            } else {
                pacer.at(System.nanoTime() + pauseNanos, this::converse);
            }
        }
    }

    void endIfDone() {
        if (tally.ended()) {
            done.run();
        }
    }

    /** Gives up what is in flight, and what a thread may be about to send. */
    void cancel() {
        cancelled = true;
        if (!inFlight.isEmpty()) {
            tally.cutShort();
        }
        inFlight.forEach(InFlightRequest::cancel);
    }

    private void send(InFlightRequest sent, Prompt prompt) {
        inFlight.add(sent);
        try {
            sent.begin(
                    target,
                    new PromptRequest(ids.next(), 1, prompt, plan.options(), sent.scheduledNanos, plan.provenance()));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a request to {} could not be sent", target.config().slug(), e);
            if (!sent.hasEnded()) {
                inFlight.remove(sent);
                tally.breakOffIfFurther(sent.conversation);
                couldNotBegin(sent.place.number(), sent.scheduledNanos);
            }
            return;
        }
        Cancellation cancellation = plan.cancellation();
        if (cancelled && !sent.hasEnded()) {
            tally.cutShort();
            sent.cancel();
        } else if (!sent.hasEnded() && cancellation.givesUp(sent.place.conversationNumber(), sent.place.turn())) {
            pacer.at(sent.scheduledNanos + cancellation.after().toNanos(), due -> sent.cancel());
        }
    }

    private void ended(InFlightRequest sent, Finished finished, boolean withinSend) {
        inFlight.remove(sent);
        boolean well = finished.record().getOutcome() == Outcome.OK;
        try {
            listener.finished(sent.place.number(), sent.scheduledNanos, finished);
        } finally {
            Conversation.Turn next = null;
            if (well) {
                next = next(sent.conversation, finished.details().text());
            } else {
                tally.breakOffIfFurther(sent.conversation);
            }
            if (next != null) {
                // Before this request counts as finished: between two turns a run has not ended.
                scheduleTurn(sent, next);
            }
            if (tally.finish(finished.record())) {
                done.run();
            }
            if (next == null) {
                conversationOver(well, !withinSend);
            }
        }
    }

    private Conversation.@Nullable Turn next(Conversation conversation, @Nullable String answer) {
        try {
            return conversation.next(answer);
        } catch (RuntimeException e) {
            LOG.error("a conversation could not continue", e);
            long now = System.nanoTime();
            if (tally.failNext()) {
                listener.unsent(tally.number(), now);
                tally.fail();
            }
            return null;
        }
    }
}
