package io.tachograph.generation.worker;

import io.tachograph.generation.RequestLog;
import io.tachograph.generation.task.TaskEvents;
import io.tachograph.generation.task.TaskState;
import io.tachograph.generation.task.TaskWriter;
import io.tachograph.schemas.avro.GenerationEvent;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Kafka how tasks end, also of those that end without another run. Used by the dispatcher's thread. */
final class TaskEnds {
    private static final Logger LOG = LoggerFactory.getLogger(TaskEnds.class);
    private static final long WRITE_AGAIN_MILLIS = 1_000;

    private final WorkThread thread;
    private final String worker;
    private final WorkerLimits limits;
    private final TargetPool pool;
    private final TaskWriter writer;
    private final UnfinishedRequests unfinished;
    private final WorkerCounters counters;

    TaskEnds(
            WorkThread thread,
            String worker,
            WorkerLimits limits,
            TargetPool pool,
            TaskWriter writer,
            UnfinishedRequests unfinished,
            WorkerCounters counters) {
        this.thread = thread;
        this.worker = worker;
        this.limits = limits;
        this.pool = pool;
        this.writer = writer;
        this.unfinished = unfinished;
        this.counters = counters;
    }

    /** Whether nothing is to be run; then its end is told. */
    boolean isSettled(QueuedTask task, TaskState state) {
        if (state.status().isEnd()) {
            unfinished.done(task.partition(), task.offset());
            return true;
        }
        QueuedTask next = task.beginning(state);
        Optional<GenerationEvent> end =
                endWithoutRun(next, state, TaskEvents.ofAttempt(task.id(), next.attempt(), worker));
        end.ifPresent(event -> tell(task, event));
        return end.isPresent();
    }

    private Optional<GenerationEvent> endWithoutRun(QueuedTask task, TaskState state, TaskEvents events) {
        if (state.cancelRequested()) {
            return Optional.of(events.cancelled(0));
        }
        if (!pool.serves(task.model())) {
            return Optional.of(events.failed(0, "ModelNotServed", "The worker has no target for this model."));
        }
        if (task.countedAttempts() > limits.attempts()) {
            return Optional.of(
                    events.failed(0, "TooManyAttempts", "None of " + limits.attempts() + " attempts came to an end."));
        }
        if (task.spentNanos() >= limits.taskTime().toNanos()) {
            return Optional.of(events.failed(
                    0,
                    "TimeLimitExceeded",
                    "Its attempts took " + limits.taskTime().toSeconds() + " s, and no target took it."));
        }
        return Optional.empty();
    }

    /** Its request is done when its end is on the topic; until then it is told again and again. */
    void tell(QueuedTask task, GenerationEvent end) {
        CompletableFuture<Void> unused = writer.write(end).whenComplete((done, failure) -> {
            if (failure == null) {
                unfinished.done(task.partition(), task.offset());
                counters.ended(end.getKind().name().toLowerCase(Locale.ROOT));
                RequestLog.ended(end);
            } else {
                LOG.warn("The end of a task could not be published and is tried again: {}", failure.getMessage());
                thread.after(WRITE_AGAIN_MILLIS, () -> tell(task, end));
            }
        });
    }
}
