package io.tachograph.generation.worker;

import io.tachograph.generation.task.TaskState;
import io.tachograph.generation.task.TaskTable;
import io.tachograph.generation.task.TaskWriter;
import io.tachograph.schemas.avro.GenerationEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tasks to targets and tells Kafka how they go on. All of it happens on one thread of its own, so nothing here is
 * locked; what others call only leaves a job there. Thread-safe.
 */
final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long WRITE_AGAIN_MILLIS = 1_000;

    private final WorkThread thread;
    private final String worker;
    private final WorkerLimits limits;
    private final TargetPool pool;
    private final TaskTable tasks;
    private final TaskWriter writer;
    private final UnfinishedRequests unfinished;
    private final WorkerCounters counters;
    private final AttemptSender sender;
    private final TaskEnds ends;
    private final Backlog backlog = new Backlog();
    private final Map<String, RunningTask> running = new HashMap<>();
    private final List<Drain> drains = new ArrayList<>();

    private record Drain(Collection<TopicPartition> partitions, CompletableFuture<Void> done) {}

    /** @param thread its own, which it closes */
    Dispatcher(
            WorkThread thread,
            String worker,
            WorkerLimits limits,
            TargetPool pool,
            TaskTable tasks,
            TaskWriter writer,
            UnfinishedRequests unfinished,
            WorkerCounters counters,
            AttemptSender.Sent sent) {
        this.thread = thread;
        this.worker = worker;
        this.limits = limits;
        this.pool = pool;
        this.tasks = tasks;
        this.writer = writer;
        this.unfinished = unfinished;
        this.counters = counters;
        this.sender = new AttemptSender(thread, writer, sent, run -> pool.answers(run.slot()), this::ended);
        this.ends = new TaskEnds(thread, worker, limits, pool, writer, unfinished, counters);
        pool.whenThereIsRoom(this::dispatch);
        tasks.watchAll(task -> thread.soon(() -> heed(task)));
    }

    /** Takes tasks whose state the table knows. */
    void add(List<QueuedTask> taken) {
        thread.soon(() -> {
            taken.forEach(backlog::add);
            dispatch();
        });
    }

    /** Takes no more of these partitions' tasks up; completes when those that run have ended. */
    CompletableFuture<Void> drain(Collection<TopicPartition> partitions) {
        Drain drain = new Drain(List.copyOf(partitions), new CompletableFuture<>());
        thread.soon(() -> {
            backlog.drop(drain.partitions());
            drains.add(drain);
            finishDrains();
        });
        return drain.done();
    }

    /** Gives up whatever runs of these partitions: another worker has them. */
    CompletableFuture<Void> abandon(Collection<TopicPartition> partitions) {
        List<TopicPartition> lost = List.copyOf(partitions);
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.soon(() -> {
            backlog.drop(lost);
            running.values().stream()
                    .filter(run -> lost.contains(run.task().partition()))
                    .forEach(RunningTask::handOver);
            done.complete(null);
        });
        return done;
    }

    private void dispatch() {
        boolean again = true;
        while (again) {
            again = false;
            for (String model : backlog.models()) {
                again |= dispatchOne(model);
            }
        }
    }

    /** @return whether there may be more to do for this model */
    private boolean dispatchOne(String model) {
        QueuedTask task = backlog.first(model);
        if (task == null) {
            return false;
        }
        @Nullable TaskState state = tasks.find(task.id());
        if (state == null || ends.isSettled(task, state)) {
            if (state == null) {
                counters.unknown();
                LOG.warn("The request {} belongs to no known task and is skipped.", task.id());
                unfinished.done(task.partition(), task.offset());
            }
            backlog.removeFirst(model);
            return true;
        }
        @Nullable TargetSlot slot = pool.take(model);
        if (slot == null) {
            return false;
        }
        backlog.removeFirst(model);
        start(new RunningTask(task.beginning(state), slot, worker));
        return true;
    }

    /** Its start is on the topic before anything is sent, so that no attempt goes uncounted. */
    private void start(RunningTask run) {
        running.put(run.task().id(), run);
        CompletableFuture<Void> unused = writer.write(
                        run.events().started(run.slot().slug(), run.task().turnedAway()))
                .whenComplete((done, failure) -> thread.soon(() -> begin(run, failure)));
    }

    private void begin(RunningTask run, @Nullable Throwable failure) {
        @Nullable TaskState state = tasks.find(run.task().id());
        if (failure != null) {
            LOG.warn("The start of a task could not be published: {}", failure.getMessage());
            leave(run);
            if (run.isAbandoned()) {
                leaveToAnother(run);
            } else {
                backlog.addFirst(run.task().forNextAttempt(0));
            }
            thread.after(WRITE_AGAIN_MILLIS, this::dispatch);
        } else if (run.isAbandoned()) {
            leave(run);
            leaveToAnother(run);
            dispatch();
        } else if (run.isCancelled() || (state != null && state.cancelRequested())) {
            leave(run);
            ends.tell(run.task(), run.events().cancelled(0));
            dispatch();
        } else {
            send(run);
        }
    }

    private void send(RunningTask run) {
        try {
            sender.send(run, limits.taskTime().toNanos() - run.task().spentNanos());
        } catch (IllegalArgumentException e) {
            // The API lets no such request pass, but others may write to the topic.
            leave(run);
            ends.tell(run.task(), run.events().failed(0, "BadRequest", String.valueOf(e.getMessage())));
        }
    }

    /** Something has become of a task, perhaps of one that runs here. */
    private void heed(TaskState state) {
        RunningTask run = running.get(state.id());
        if (run == null) {
            if (state.cancelRequested() && !state.status().isEnd()) {
                settleWaiting(state);
            }
            return;
        }
        boolean anothers = state.attempt() >= run.task().attempt()
                && !state.isAt(run.task().attempt(), worker);
        if (anothers || state.status().isEnd()) {
            run.abandon();
        } else if (state.cancelRequested()) {
            run.cancel();
        }
    }

    /** One that waits for a target after an attempt; it may wait for long. */
    private void settleWaiting(TaskState state) {
        @Nullable QueuedTask task = backlog.find(state.id());
        if (task != null && ends.isSettled(task, state)) {
            backlog.remove(task);
        }
    }

    private void ended(RunningTask run, Verdict verdict, @Nullable GenerationEvent end) {
        leave(run);
        if (verdict.isTurnedAway()) {
            pool.turnedAway(run.slot(), verdict.message());
        } else if (verdict.answered()) {
            pool.answers(run.slot());
        }
        if (run.isAbandoned()) {
            counters.abandoned();
            leaveToAnother(run);
        } else if (end != null) {
            ends.tell(run.task(), end);
        } else {
            tryAgain(run, verdict);
        }
        dispatch();
    }

    /**
     * Another worker has begun it, or it has ended. One that had lost the partition and did not know yet gives it up
     * in a moment; then nobody but this worker is left to run it.
     */
    private void leaveToAnother(RunningTask run) {
        QueuedTask task = run.task();
        @Nullable TaskState state = tasks.find(task.id());
        if (state == null || state.status().isEnd()) {
            unfinished.done(task.partition(), task.offset());
        } else if (!run.isHandedOver()) {
            thread.after(limits.leaveAlone().toMillis(), () -> takeUpAgain(task));
        }
    }

    private void takeUpAgain(QueuedTask task) {
        boolean here = running.containsKey(task.id()) || backlog.find(task.id()) != null;
        if (!here && unfinished.has(task.partition(), task.offset())) {
            backlog.add(task.forNextAttempt(0));
            dispatch();
        }
    }

    private void tryAgain(RunningTask run, Verdict verdict) {
        QueuedTask task = run.task();
        if (verdict.kind() == Verdict.Kind.LATER) {
            counters.retried();
            // Another one is the next that is tried: this may be one that the target will never take.
            backlog.add(task.afterTurningAway(run.processingNanos()));
        } else if (task.countedAttempts() >= limits.attempts()) {
            ends.tell(task, run.events().failed(0, verdict.errorType(), verdict.message()));
        } else {
            counters.retried();
            backlog.addFirst(task.forNextAttempt(run.processingNanos()));
        }
    }

    private void leave(RunningTask run) {
        run.slot().release();
        running.remove(run.task().id(), run);
        finishDrains();
    }

    private void finishDrains() {
        drains.removeIf(drain -> {
            boolean empty = running.values().stream()
                    .noneMatch(run -> drain.partitions().contains(run.task().partition()));
            if (empty) {
                drain.done().complete(null);
            }
            return empty;
        });
    }

    @Override
    public void close() {
        thread.close();
    }
}
