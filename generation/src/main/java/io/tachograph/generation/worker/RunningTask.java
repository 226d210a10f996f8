package io.tachograph.generation.worker;

import io.tachograph.client.endpoint.Attempt;
import io.tachograph.generation.task.TaskEvents;
import org.jspecify.annotations.Nullable;

/** An attempt of a task. Used by the dispatcher's thread, but for the pieces of its answer. */
final class RunningTask {
    private final QueuedTask task;
    private final TargetSlot slot;
    private final TaskEvents events;
    private final AnswerPieces pieces = new AnswerPieces();
    private @Nullable Attempt attempt;
    private long begunNanos;
    private boolean cancelled;
    private boolean tooLong;
    private boolean abandoned;
    private boolean handedOver;

    /** @param worker this run of the worker */
    RunningTask(QueuedTask task, TargetSlot slot, String worker) {
        this.task = task;
        this.slot = slot;
        this.events = TaskEvents.ofAttempt(task.id(), task.attempt(), worker);
    }

    QueuedTask task() {
        return task;
    }

    TargetSlot slot() {
        return slot;
    }

    TaskEvents events() {
        return events;
    }

    AnswerPieces pieces() {
        return pieces;
    }

    void begun(Attempt sent, long nanos) {
        attempt = sent;
        begunNanos = nanos;
    }

    /** 0 for one that was never sent. */
    long processingNanos() {
        return attempt == null ? 0 : System.nanoTime() - begunNanos;
    }

    /** Somebody wants it to end. */
    void cancel() {
        cancelled = true;
        giveUp();
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Its answer is longer than any result may be. */
    void endTooLong() {
        tooLong = true;
        giveUp();
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** It is no longer ours to tell of. */
    void abandon() {
        abandoned = true;
        giveUp();
    }

    /** Its partition is another worker's. */
    void handOver() {
        handedOver = true;
        abandon();
    }

    boolean isHandedOver() {
        return handedOver;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    private void giveUp() {
        if (attempt != null) {
            attempt.cancel();
        }
    }
}
