package io.tachograph.client.load;

import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.RequestIds;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Workload;
import io.tachograph.schemas.avro.Outcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds conversations with one target as its plan says. An open loop's arrivals happen at the instants of their schedule,
 * late if need be, but never moved and never left out; how late is in every record ({@code scheduled_nanos}). The n-th
 * arrival asks the n-th conversation of the workload, and an arrival that may not be sent uses its own up.
 *
 * <p>Thread-safe.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadGenerator.class);

    private final LoadPlan plan;
    private final Target target;
    private final ConversationSequence arriving;
    private final Pacer pacer;
    private final LoadListener listener;
    private final RequestIds ids = new RequestIds();
    private final LoadTally tally;
    private final Set<InFlightRequest> outstanding = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<LoadCounters> end = new CompletableFuture<>();
    private final long startNanos;
    private volatile boolean cancelled;

    private LoadGenerator(
            LoadPlan plan, Target target, Workload workload, Pacer pacer, LoadListener listener, long startNanos) {
        this.startNanos = startNanos;
        this.plan = plan;
        this.target = target;
        this.arriving = new ConversationSequence(workload);
        this.pacer = pacer;
        this.listener = listener;
        this.tally = new LoadTally(plan.limits(), plan.arrivals() instanceof OpenLoop);
    }

    /**
     * Begins at once.
     *
     * @param pacer keeps the schedule; several generators may share one
     * @param listener hears of every request before it counts as finished
     */
    public static LoadGenerator start(
            LoadPlan plan, Target target, Workload workload, Pacer pacer, LoadListener listener) {
        return startAt(System.nanoTime(), plan, target, workload, pacer, listener);
    }

    /**
     * Begins at an instant, from which all scheduled times count.
     *
     * @param startNanos a reading of {@link System#nanoTime}; what is due before it can be sent is sent late
     */
    public static LoadGenerator startAt(
            long startNanos, LoadPlan plan, Target target, Workload workload, Pacer pacer, LoadListener listener) {
        LoadGenerator generator = new LoadGenerator(plan, target, workload, pacer, listener, startNanos);
        generator.begin();
        return generator;
    }

    private void begin() {
        Duration limit = plan.limits().maxDuration();
        if (limit != null) {
            // Added before the first arrival: what is due at the very end does not arrive any more.
            pacer.at(startNanos + limit.toNanos(), due -> stop(EndReason.DURATION));
        }
        if (plan.arrivals() instanceof OpenLoop open) {
            new OpenArrivals(open.schedule(), startNanos, pacer, tally, this::converse, this::endIfDone).next();
        } else if (plan.arrivals() instanceof ClosedLoop closed) {
            for (int client = 0; client < closed.concurrency(); client++) {
                pacer.at(startNanos + closed.beginNanos(client), this::converse);
            }
        }
    }

    /** Begins a conversation. */
    private void converse(long scheduledNanos) {
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

    /** There is no record of it, but it counts as failed. */
    private void couldNotBegin(long number, long scheduledNanos) {
        listener.unsent(number, scheduledNanos);
        tally.fail();
        if (plan.arrivals() instanceof ClosedLoop closed) {
            // Through the pacer even without a pause: sending from here could go on without end.
            pacer.at(System.nanoTime() + closed.pauseAfterFailure().toNanos(), this::converse);
        }
        endIfDone();
    }

    private void goOn(InFlightRequest last, Conversation.Turn turn) {
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

    private void endIfDone() {
        if (tally.ended()) {
            end.complete(tally.counters());
        }
    }

    /** No further requests; what is in flight goes on to its end. */
    public void stop() {
        stop(EndReason.STOPPED);
    }

    private void stop(EndReason reason) {
        tally.stop(reason);
        endIfDone();
    }

    /** No further requests, and what is in flight is given up; its records come as CANCELLED. */
    public void cancel() {
        cancelled = true;
        stop();
        if (!outstanding.isEmpty()) {
            tally.cutShort();
        }
        outstanding.forEach(InFlightRequest::cancel);
    }

    /** From when scheduled times count, a reading of {@link System#nanoTime}. */
    public long startNanos() {
        return startNanos;
    }

    /** Why no further conversation begins, null while some may. */
    public @Nullable EndReason endReason() {
        return tally.endReason();
    }

    /**
     * Whether {@link #stop} or {@link #cancel} made the run less than its plan: conversations had still to begin or to go
     * on, or requests in flight were given up.
     */
    public boolean interrupted() {
        return tally.interrupted();
    }

    public LoadCounters counters() {
        return tally.counters();
    }

    /** Completes when nothing is in flight and nothing will be, with the final counters. */
    public CompletableFuture<LoadCounters> end() {
        return end.copy();
    }

    /** @return whether the end came within the limit */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        try {
            return end.thenApply(counters -> true)
                    .completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** {@link #cancel} */
    @Override
    public void close() {
        cancel();
    }

    private void send(InFlightRequest sent, Prompt prompt) {
        outstanding.add(sent);
        try {
            sent.begin(
                    target,
                    new PromptRequest(ids.next(), 1, prompt, plan.options(), sent.scheduledNanos, plan.provenance()));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a request to {} could not be sent", target.config().slug(), e);
            if (!sent.hasEnded()) {
                outstanding.remove(sent);
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
        outstanding.remove(sent);
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
                goOn(sent, next);
            }
            if (tally.finish(finished.record())) {
                end.complete(tally.counters());
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
            LOG.error("a conversation could not go on", e);
            long now = System.nanoTime();
            if (tally.failNext()) {
                listener.unsent(tally.number(), now);
                tally.fail();
            }
            return null;
        }
    }
}
