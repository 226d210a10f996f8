package io.tachograph.collectors.load;

import io.tachograph.collectors.prompts.PromptSequence;
import io.tachograph.collectors.target.Attempt;
import io.tachograph.collectors.target.PromptRequest;
import io.tachograph.collectors.target.RequestIds;
import io.tachograph.collectors.target.Target;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to one target as its plan says. An open loop's arrivals happen at the instants of their schedule, late
 * if need be, but never moved and never left out; how late is in every record ({@code scheduled_nanos}).
 *
 * <p>Thread-safe.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadGenerator.class);

    private final LoadPlan plan;
    private final Target target;
    private final PromptSequence prompts;
    private final Pacer pacer;
    private final Consumer<RequestTiming> listener;
    private final RequestIds ids = new RequestIds();
    private final LoadTally tally;
    private final Set<Sent> outstanding = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<LoadCounters> end = new CompletableFuture<>();
    private final long startNanos = System.nanoTime();
    private volatile boolean cancelled;

    private LoadGenerator(
            LoadPlan plan, Target target, PromptSequence prompts, Pacer pacer, Consumer<RequestTiming> listener) {
        this.plan = plan;
        this.target = target;
        this.prompts = prompts;
        this.pacer = pacer;
        this.listener = listener;
        this.tally = new LoadTally(plan.limits(), plan.arrivals() instanceof OpenLoop);
    }

    /**
     * Begins at once.
     *
     * @param pacer keeps the schedule; several generators may share one
     * @param listener gets every record, on event-loop threads, before it counts as finished; must not block or throw
     */
    public static LoadGenerator start(
            LoadPlan plan, Target target, PromptSequence prompts, Pacer pacer, Consumer<RequestTiming> listener) {
        LoadGenerator generator = new LoadGenerator(plan, target, prompts, pacer, listener);
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
            OpenLoop.Schedule schedule = open.schedule();
            pacer.at(startNanos + schedule.nextNanos(), due -> arrive(due, schedule));
        } else if (plan.arrivals() instanceof ClosedLoop closed) {
            for (int i = 0; i < closed.concurrency(); i++) {
                pacer.at(startNanos, this::send);
            }
        }
    }

    private void arrive(long dueNanos, OpenLoop.Schedule schedule) {
        LoadTally.Arrival arrival = tally.arrive();
        if (arrival != LoadTally.Arrival.STOPPED) {
            // Before this one is sent: whatever becomes of it, the schedule goes on.
            pacer.at(startNanos + schedule.nextNanos(), due -> arrive(due, schedule));
        }
        handle(arrival, dueNanos);
    }

    private void send(long scheduledNanos) {
        handle(tally.arrive(), scheduledNanos);
    }

    private void handle(LoadTally.Arrival arrival, long scheduledNanos) {
        if (arrival != LoadTally.Arrival.SEND) {
            endIfDone();
            return;
        }
        Sent sent = new Sent();
        outstanding.add(sent);
        try {
            sent.begun(target.send(
                    new PromptRequest(ids.next(), 1, prompts.next(), plan.options(), scheduledNanos, plan.provenance()),
                    sent));
        } catch (RuntimeException e) {
            LOG.error("a request to {} could not be sent", target.config().slug(), e);
            sent.couldNotBegin();
        }
    }

    private void next(RequestTiming record) {
        if (plan.arrivals() instanceof ClosedLoop closed) {
            if (record.getOutcome() == Outcome.OK || closed.pauseAfterFailure().isZero()) {
                send(System.nanoTime());
            } else {
                nextAfterPause(closed);
            }
        }
    }

    private void nextAfterPause(ClosedLoop closed) {
        pacer.at(System.nanoTime() + closed.pauseAfterFailure().toNanos(), this::send);
    }

    private void endIfDone() {
        if (tally.ended()) {
            end.complete(tally.counters());
        }
    }

    /** No further arrivals; what is under way goes on to its end. */
    public void stop() {
        tally.stop();
        endIfDone();
    }

    /** No further arrivals, and what is under way is given up; its records come as CANCELLED. */
    public void cancel() {
        cancelled = true;
        stop();
        outstanding.forEach(Sent::cancel);
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
    private final class Sent implements Consumer<RequestTiming> {
        private volatile @Nullable Attempt attempt;

        void begun(Attempt begun) {
            attempt = begun;
            if (cancelled) {
                begun.cancel();
            }
        }

        void cancel() {
            Attempt begun = attempt;
            if (begun != null) {
                begun.cancel();
            }
        }

        /** There is no record of it, but it counts as failed. */
        void couldNotBegin() {
            outstanding.remove(this);
            tally.fail();
            if (plan.arrivals() instanceof ClosedLoop closed) {
                // Through the pacer even without a pause: sending from here could go on without end.
                nextAfterPause(closed);
            }
            endIfDone();
        }

        @Override
        public void accept(RequestTiming record) {
            outstanding.remove(this);
            try {
                listener.accept(record);
            } finally {
                tally.finish(record);
                next(record);
                endIfDone();
            }
        }
    }
}
