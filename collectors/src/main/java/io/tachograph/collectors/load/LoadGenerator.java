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
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds conversations with one target as its plan says. An open loop's arrivals happen at the instants of their schedule,
 * late if need be, but never moved and never left out; how late is in every record ({@code scheduled_nanos}).
 *
 * <p>Thread-safe.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadGenerator.class);

    private final LoadPlan plan;
    private final Target target;
    private final Workload workload;
    private final Pacer pacer;
    private final LoadListener listener;
    private final RequestIds ids = new RequestIds();
    private final LoadTally tally;
    private final AtomicLong arrivals = new AtomicLong();
    private final Set<Sent> outstanding = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<LoadCounters> end = new CompletableFuture<>();
    private final long startNanos = System.nanoTime();
    private volatile boolean cancelled;

    private LoadGenerator(LoadPlan plan, Target target, Workload workload, Pacer pacer, LoadListener listener) {
        this.plan = plan;
        this.target = target;
        this.workload = workload;
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
        LoadGenerator generator = new LoadGenerator(plan, target, workload, pacer, listener);
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
            if (tally.open()) {
                // Before this one is sent: whatever becomes of it, the schedule goes on.
                schedule(schedule);
            }
            converse(due);
        });
    }

    /** Begins a conversation. */
    private void converse(long scheduledNanos) {
        if (!maySend(tally.arrive(), scheduledNanos)) {
            return;
        }
        long number = arrivals.getAndIncrement();
        Conversation conversation = workload.next();
        Conversation.Turn turn = conversation == null ? null : conversation.next(null);
        if (conversation == null || turn == null) {
            tally.withdraw();
            endIfDone();
            return;
        }
        new Sent(number, conversation, scheduledNanos).send(turn.prompt());
    }

    /** Whether an arrival may be sent; one that may not is accounted for. */
    private boolean maySend(LoadTally.Arrival arrival, long scheduledNanos) {
        if (arrival == LoadTally.Arrival.OVER_LIMIT) {
            listener.overLimit(arrivals.get(), scheduledNanos);
            tally.overLimit();
        }
        if (arrival != LoadTally.Arrival.SEND) {
            endIfDone();
        }
        return arrival == LoadTally.Arrival.SEND;
    }

    private void goOn(long number, Conversation conversation, Conversation.Turn turn) {
        tally.think();
        pacer.at(System.nanoTime() + turn.thinkTime().toNanos(), due -> {
            if (maySend(tally.resume(), due)) {
                new Sent(number, conversation, due).send(turn.prompt());
            }
        });
    }

    /** The client whose conversation is over begins another one. */
    private void nextClient(boolean well) {
        if (plan.arrivals() instanceof ClosedLoop closed) {
            long pauseNanos = well ? 0 : closed.pauseAfterFailure().toNanos();
            if (pauseNanos == 0) {
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

    /** When the run began, a reading of {@link System#nanoTime}. */
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
            end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
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
        private final Conversation conversation;
        private final long scheduledNanos;
        private volatile @Nullable Attempt attempt;

        Sent(long number, Conversation conversation, long scheduledNanos) {
            this.number = number;
            this.conversation = conversation;
            this.scheduledNanos = scheduledNanos;
        }

        void send(Prompt prompt) {
            outstanding.add(this);
            try {
                begun(target.send(
                        new PromptRequest(ids.next(), 1, prompt, plan.options(), scheduledNanos, plan.provenance()),
                        this));
            } catch (RuntimeException e) {
                LOG.error("a request to {} could not be sent", target.config().slug(), e);
                couldNotBegin();
            }
        }

        private void begun(Attempt begun) {
            attempt = begun;
            if (cancelled) {
                begun.cancel();
            } else if (givenUpOnPurpose()) {
                pacer.at(scheduledNanos + plan.cancellation().after().toNanos(), due -> begun.cancel());
            }
        }

        /** By the arrival's number, so that the same seed gives up the same requests. */
        private boolean givenUpOnPurpose() {
            Cancellation cancellation = plan.cancellation();
            return cancellation.share() > 0
                    && new SplittableRandom(cancellation.seed() ^ number * 0x9E3779B97F4A7C15L).nextDouble()
                            < cancellation.share();
        }

        void cancel() {
            Attempt begun = attempt;
            if (begun != null) {
                begun.cancel();
            }
        }

        /** There is no record of it, but it counts as failed. */
        private void couldNotBegin() {
            outstanding.remove(this);
            listener.unsent(number, scheduledNanos);
            tally.fail();
            if (plan.arrivals() instanceof ClosedLoop closed) {
                // Through the pacer even without a pause: sending from here could go on without end.
                pacer.at(System.nanoTime() + closed.pauseAfterFailure().toNanos(), LoadGenerator.this::converse);
            }
            endIfDone();
        }

        @Override
        public void accept(Finished finished) {
            outstanding.remove(this);
            boolean well = finished.record().getOutcome() == Outcome.OK;
            try {
                listener.finished(number, scheduledNanos, finished);
            } finally {
                Conversation.Turn turn =
                        well ? conversation.next(finished.details().text()) : null;
                if (turn != null) {
                    // Before this request counts as finished: between two turns a run has not ended.
                    goOn(number, conversation, turn);
                }
                tally.finish(finished.record());
                if (turn == null) {
                    nextClient(well);
                }
                endIfDone();
            }
        }
    }
}
