package io.tachograph.client.load;

import io.tachograph.client.endpoint.Target;
import io.tachograph.client.workload.Workload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds conversations with one target as its plan says. An open loop's arrivals happen at the instants of their schedule,
 * late if need be, but never moved and never left out; how late is in every record ({@code scheduled_nanos}). The n-th
 * arrival asks the n-th conversation of the workload, and an arrival that may not be sent uses its own up.
 *
 * <p>Thread-safe.
 */
public final class LoadGenerator implements AutoCloseable {
    private final LoadPlan plan;
    private final Pacer pacer;
    private final LoadTally tally;
    private final Conversations conversations;
    private final CompletableFuture<LoadCounters> end = new CompletableFuture<>();
    private final long startNanos;

    private LoadGenerator(
            LoadPlan plan, Target target, Workload workload, Pacer pacer, LoadListener listener, long startNanos) {
        this.startNanos = startNanos;
        this.plan = plan;
        this.pacer = pacer;
        this.tally = new LoadTally(plan.limits(), plan.arrivals() instanceof OpenLoop);
        this.conversations =
                new Conversations(plan, target, workload, pacer, listener, tally, () -> end.complete(tally.counters()));
    }

    /**
     * Begins at once.
     *
     * @param pacer keeps the schedule; several generators may share one
     * @param listener called for every request before it counts as finished
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
            new OpenArrivals(
                            open.schedule(),
                            startNanos,
                            pacer,
                            tally,
                            conversations::converse,
                            conversations::endIfDone)
                    .next();
        } else if (plan.arrivals() instanceof ClosedLoop closed) {
            for (int client = 0; client < closed.concurrency(); client++) {
                pacer.at(startNanos + closed.beginNanos(client), conversations::converse);
            }
        }
    }

    /** No further requests; what is in flight goes on to its end. */
    public void stop() {
        stop(EndReason.STOPPED);
    }

    private void stop(EndReason reason) {
        tally.stop(reason);
        conversations.endIfDone();
    }

    /** No further requests, and what is in flight is given up; its records come as CANCELLED. */
    public void cancel() {
        stop();
        conversations.cancel();
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
}
