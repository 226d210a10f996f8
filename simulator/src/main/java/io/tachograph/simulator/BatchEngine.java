package io.tachograph.simulator;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * One engine: a batch of at most {@code maxRunning} requests and a queue, first come, first served. It owns no thread
 * and no socket; its caller calls {@link #runDue} when {@link #nanosToNextDue} has passed. Not thread-safe.
 */
final class BatchEngine {
    /** What {@link #nanosToNextDue} says when nothing is due. */
    static final long NEVER = Long.MAX_VALUE;

    private final ReplicaConfig replica;
    private final EngineMetrics metrics;
    private final LongSupplier nanoClock;
    private final Queue<Generation> waiting = new ArrayDeque<>();
    private final PriorityQueue<Generation> running = new PriorityQueue<>(BatchEngine::byDueTime);
    private final GpuMeter gpu;
    private long heldTokens;

    BatchEngine(ReplicaConfig replica, EngineMetrics metrics, LongSupplier nanoClock) {
        this.replica = replica;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.gpu = new GpuMeter(nanoClock.getAsLong());
    }

    void submit(Generation generation) {
        generation.arrivedNanos = nanoClock.getAsLong();
        generation.state = Generation.State.WAITING;
        waiting.add(generation);
        admit();
    }

    /** The client left: frees the slot or the place in the queue. Does nothing for a request that has ended. */
    void abort(Generation generation) {
        if (generation.state == Generation.State.WAITING) {
            waiting.remove(generation);
            generation.state = Generation.State.DONE;
            metrics.ended(FinishReason.ABORT);
        } else if (generation.state != Generation.State.DONE) {
            running.remove(generation);
            end(generation, FinishReason.ABORT);
        }
    }

    /** Does all that was due when the call began. */
    void runDue() {
        long until = nanoClock.getAsLong();
        Generation generation = running.peek();
        while (generation != null && generation.dueNanos - until <= 0) {
            running.remove();
            step(generation);
            generation = running.peek();
        }
    }

    /** Nanoseconds until something is due, 0 or less if it is overdue, {@link #NEVER} when idle. */
    long nanosToNextDue() {
        Generation next = running.peek();
        return next == null ? NEVER : next.dueNanos - nanoClock.getAsLong();
    }

    int running() {
        return running.size();
    }

    int waiting() {
        return waiting.size();
    }

    /** Share of the cache in use: tokens held by the batch over what it holds with every slot at full context. */
    double cacheUsage() {
        return heldTokens / ((double) replica.maxRunning() * replica.maxModelTokens());
    }

    /** What each of its GPUs has used so far. */
    GpuMeter gpu() {
        gpu.batch(running.size(), nanoClock.getAsLong());
        return gpu;
    }

    /** Equal times go by arrival. A difference, not two values: the origin of nanoTime is arbitrary and it may wrap. */
    private static int byDueTime(Generation a, Generation b) {
        long difference = a.dueNanos - b.dueNanos;
        return difference == 0 ? Long.compare(a.draw.number(), b.draw.number()) : Long.signum(difference);
    }

    private void admit() {
        while (running.size() < replica.maxRunning()) {
            Generation generation = waiting.poll();
            if (generation == null) {
                return;
            }
            generation.admittedNanos = nanoClock.getAsLong();
            generation.state = Generation.State.RUNNING;
            generation.dueNanos = generation.admittedNanos
                    + replica.law().prefillNanos(generation.promptTokens, generation.draw.prefillFactor());
            heldTokens += generation.promptTokens;
            running.add(generation);
            gpu.batch(running.size(), generation.admittedNanos);
            generation.listener.admitted();
        }
    }

    /** The request was taken out of the batch's order by its caller; it is put back or ended here. */
    private void step(Generation generation) {
        if (generation.state == Generation.State.STALLED) {
            end(generation, FinishReason.ERROR);
            generation.listener.cut();
            return;
        }
        emit(generation);
        if (generation.state == Generation.State.DONE) {
            // The client was found to be gone while its token was written, and the request was aborted.
            return;
        }
        if (generation.faultStrikes() && strike(generation)) {
            return;
        }
        if (generation.complete()) {
            metrics.finished(generation);
            end(generation, generation.reason);
            generation.listener.finished();
        } else {
            int batch = running.size() + 1;
            generation.dueNanos += replica.law().stepNanos(batch, generation.draw.decodeFactor());
            running.add(generation);
        }
    }

    private void emit(Generation generation) {
        long now = nanoClock.getAsLong();
        if (generation.emitted == 0) {
            generation.firstTokenNanos = now;
            metrics.firstToken(generation);
        } else {
            metrics.laterToken(now - generation.lastTokenNanos);
        }
        generation.lastTokenNanos = now;
        generation.emitted++;
        heldTokens++;
        // Last, since the listener may find the client gone and abort the request.
        generation.listener.token(generation.emitted - 1);
    }

    /** Whether the request ended or halted by it. */
    private boolean strike(Generation generation) {
        if (generation.fault == Fault.GARBAGE) {
            generation.listener.garbage();
            return false;
        }
        if (generation.fault == Fault.STALL) {
            generation.state = Generation.State.STALLED;
            generation.dueNanos = nanoClock.getAsLong() + replica.stallLimit().toNanos();
            running.add(generation);
            return true;
        }
        end(generation, FinishReason.ERROR);
        if (generation.fault == Fault.ERROR_MID_STREAM) {
            generation.listener.failed();
        } else {
            generation.listener.cut();
        }
        return true;
    }

    private void end(Generation generation, FinishReason reason) {
        generation.state = Generation.State.DONE;
        heldTokens -= generation.promptTokens + generation.emitted;
        metrics.ended(reason);
        gpu.batch(running.size(), nanoClock.getAsLong());
        admit();
    }
}
