package io.tachograph.generation.task;

import io.tachograph.schemas.avro.GenerationEvent;
import org.jspecify.annotations.Nullable;

/**
 * Applies an event to the state of a task. The same events give the same task wherever they are folded, so all instances agree. A
 * task has one end: what comes after it, and what an attempt says that another has taken over, changes nothing.
 */
final class TaskFold {
    private TaskFold() {}

    /**
     * @param before null for a task of which nothing was heard
     * @param at the broker's stamp of the event, milliseconds since the epoch
     * @return null for a task of which nothing is known: one begins with its QUEUED event
     */
    static @Nullable TaskState apply(@Nullable TaskState before, GenerationEvent event, long at) {
        if (before == null) {
            return switch (event.getKind()) {
                case QUEUED -> TaskState.queued(event.getTaskId(), event.getModel(), at);
                default -> null;
            };
        }
        if (before.status().isEnd()) {
            return before;
        }
        return switch (event.getKind()) {
            case STARTED -> event.getAttempt() > before.attempt() ? before.started(event, at) : before;
            case PROGRESS ->
                isOfItsAttempt(event, before) ? before.withMore(event.getText().length()) : before;
            case COMPLETED -> isOfItsAttempt(event, before) ? before.ended(TaskStatus.COMPLETED, event, at) : before;
            case FAILED -> isOfItsAttempt(event, before) ? before.ended(TaskStatus.FAILED, event, at) : before;
            case CANCELLED -> isOfItsAttempt(event, before) ? before.ended(TaskStatus.CANCELLED, event, at) : before;
            case CANCEL_REQUESTED ->
                before.status() == TaskStatus.QUEUED
                        ? before.ended(TaskStatus.CANCELLED, event, at)
                        : before.withCancelRequested();
            case QUEUED, UNKNOWN -> before;
        };
    }

    /** What a worker says before its first attempt, and what the API says, is of attempt 0 or of the one that there is. */
    private static boolean isOfItsAttempt(GenerationEvent event, TaskState task) {
        return event.getWorker().isEmpty()
                ? task.attempt() == 0
                : task.isAt(event.getAttempt(), event.getWorker()) || task.attempt() < event.getAttempt();
    }
}
