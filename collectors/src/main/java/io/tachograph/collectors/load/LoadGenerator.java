package io.tachograph.collectors.load;

import io.tachograph.collectors.target.Attempt;
import io.tachograph.collectors.target.Finished;
import io.tachograph.collectors.target.Prompt;
import io.tachograph.collectors.target.PromptRequest;
import io.tachograph.collectors.target.RequestIds;
import io.tachograph.collectors.target.Target;
import io.tachograph.collectors.workload.Conversation;
import io.tachograph.collectors.workload.Workload;
import io.tachograph.schemas.avro.Outcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private static final Attempt ENDED = () -> {};

    private final LoadPlan plan;
    private final Target target;
    private final Arriving arriving;
    private final Pacer pacer;
    private final LoadListener listener;
    private final RequestIds ids = new RequestIds();
    private final LoadTally tally;
    private final Set<Sent> outstanding = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<LoadCounters> end = new CompletableFuture<>();
    private final long startNanos;
    private volatile boolean cancelled;

    private LoadGenerator(
            LoadPlan plan, Target target, Workload workload, Pacer pacer, LoadListener listener, long startNanos) {
        this.startNanos = startNanos;
        this.plan = plan;
        this.target = target;
        this.arriving = new Arriving(workload);
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
            pacer.at(startNanos + limit.toNanos(), due -> stop());
        }
        if (plan.arrivals() instanceof OpenLoop open) {
            schedule(open.schedule());
        } else if (plan.arrivals() instanceof ClosedLoop closed) {
            for (int client = 0; client < closed.concurrency(); client++) {
                pacer.at(startNanos + closed.beginNanos(client), this::converse);
            }
        }
    }

    private void schedule(OpenLoop.Schedule schedule) {
        long nextNanos = schedule.nextNanos();
        if (nextNanos == OpenLoop.Schedule.NONE) {
            tally.exhaust();
            endIfDone();
            return;
        }
        pacer.at(startNanos + nextNanos, due -> {
            try {
                converse(due);
            } finally {
                // Whatever has become of this one. And after it: with the last one under way, the run has not ended.
                if (tally.open()) {
                    schedule(schedule);
                }
            }
        });
    }

    /** Begins a conversation. */
    private void converse(long scheduledNanos) {
        LoadTally.Arrival arrival = tally.arrive();
        if (arrival == LoadTally.Arrival.STOPPED) {
            endIfDone();
            return;
        }
        try {
            Arriving.Numbered next = arriving.next();
            if (next == null) {
                tally.withdraw();
                endIfDone();
            } else if (arrival == LoadTally.Arrival.SEND) {
                new Sent(next.number(), 0, next.conversation(), scheduledNanos).send(next.firstPrompt());
            } else {
                overLimit(next.number(), scheduledNanos);
            }
        } catch (RuntimeException e) {
            LOG.error("the workload failed", e);
            couldNotBegin(arriving.given(), scheduledNanos);
        }
    }

    private void overLimit(long number, long scheduledNanos) {
        listener.overLimit(number, scheduledNanos);
        tally.overLimit();
        endIfDone();
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

    private void goOn(Sent last, Conversation.Turn turn) {
        tally.think();
        pacer.at(System.nanoTime() + turn.thinkTime().toNanos(), due -> {
            switch (tally.resume()) {
                case SEND -> new Sent(last.number, last.turn + 1, last.conversation, due).send(turn.prompt());
                case OVER_LIMIT -> overLimit(last.number, due);
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

    /** No further requests; what is under way goes on to its end. */
    public void stop() {
        tally.stop();
        endIfDone();
    }

    /** No further requests, and what is under way is given up; its records come as CANCELLED. */
    public void cancel() {
        cancelled = true;
        stop();
        outstanding.forEach(Sent::cancel);
    }

    /** From when scheduled times count, a reading of {@link System#nanoTime}. */
    public long startNanos() {
        return startNanos;
    }

    public LoadCounters counters() {
        return tally.counters();
    }

    /** Completes when nothing is under way and nothing will be, with the final counters. */
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

    /** One request under way. */
    private final class Sent implements Consumer<Finished> {
        private final long number;
        private final int turn;
        private final Conversation conversation;
        private final long scheduledNanos;
        private volatile @Nullable Attempt attempt;
        private volatile boolean ended;

        Sent(long number, int turn, Conversation conversation, long scheduledNanos) {
            this.number = number;
            this.turn = turn;
            this.conversation = conversation;
            this.scheduledNanos = scheduledNanos;
        }

        void send(Prompt prompt) {
            outstanding.add(this);
            Attempt begun;
            try {
                begun = target.send(
                        new PromptRequest(ids.next(), 1, prompt, plan.options(), scheduledNanos, plan.provenance()),
                        this);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("a request to {} could not be sent", target.config().slug(), e);
                if (!ended) {
                    outstanding.remove(this);
                    couldNotBegin(number, scheduledNanos);
                }
                return;
            }
            attempt = begun;
            if (ended) {
                attempt = ENDED;
            } else if (cancelled) {
                begun.cancel();
            } else if (plan.cancellation().givesUp(number, turn)) {
                pacer.at(scheduledNanos + plan.cancellation().after().toNanos(), due -> cancel());
            }
        }

        /** Nothing, once it has ended. */
        void cancel() {
            Attempt begun = attempt;
            if (begun != null) {
                begun.cancel();
            }
        }

        @Override
        public void accept(Finished finished) {
            // An answer from within send: sending the next from here could go on without end.
            boolean withinSend = attempt == null;
            ended = true;
            attempt = ENDED;
            outstanding.remove(this);
            boolean well = finished.record().getOutcome() == Outcome.OK;
            try {
                listener.finished(number, scheduledNanos, finished);
            } finally {
                Conversation.Turn next = well ? next(finished.details().text()) : null;
                if (next != null) {
                    // Before this request counts as finished: between two turns a run has not ended.
                    goOn(this, next);
                }
                if (tally.finish(finished.record())) {
                    end.complete(tally.counters());
                }
                if (next == null) {
                    conversationOver(well, !withinSend);
                }
            }
        }

        private Conversation.@Nullable Turn next(@Nullable String answer) {
            try {
                return conversation.next(answer);
            } catch (RuntimeException e) {
                LOG.error("a conversation could not go on", e);
                long now = System.nanoTime();
                if (tally.breakOff()) {
                    listener.unsent(number, now);
                    tally.fail();
                }
                return null;
            }
        }
    }
}
