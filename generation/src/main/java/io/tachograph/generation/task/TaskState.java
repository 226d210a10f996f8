package io.tachograph.generation.task;

import io.tachograph.schemas.avro.GenerationEvent;
import org.jspecify.annotations.Nullable;

/**
 * A task as its events have left it. Times are the broker's stamps of events, all of one partition and so of one clock,
 * milliseconds since the epoch. Immutable.
 *
 * @param id UUID
 * @param model that is asked for
 * @param queuedAt when it was accepted
 * @param attempt number of the last attempt, 0 before the first
 * @param turnedAway attempts before that one that their targets turned away
 * @param worker run of the worker that makes it
 * @param target slug of the target that it is sent to
 * @param startedAt when that attempt began, 0 before the first
 * @param characters of the answer that the attempt has brought so far; {@link TaskTable#answer} has them
 * @param cancelRequested somebody wants it to end
 * @param endedAt when it ended, 0 before
 * @param processingNanos how long the last attempt took by the clock of its worker
 * @param promptTokens as the target counts them, null where it does not
 * @param completionTokens as the target counts them, or else its chunks; null where nobody knows
 * @param errorType one word, null unless it failed
 * @param errorMessage one sentence, null unless it failed
 */
public record TaskState(
        String id,
        TaskStatus status,
        String model,
        long queuedAt,
        int attempt,
        int turnedAway,
        String worker,
        String target,
        long startedAt,
        int characters,
        boolean cancelRequested,
        long endedAt,
        long processingNanos,
        @Nullable Long promptTokens,
        @Nullable Long completionTokens,
        @Nullable String errorType,
        @Nullable String errorMessage) {
    static TaskState queued(String id, String model, long at) {
        return new TaskState(id, TaskStatus.QUEUED, model, at, 0, 0, "", "", 0, 0, false, 0, 0, null, null, null, null);
    }

    /** Another attempt begins, and with it the answer from its beginning. */
    TaskState started(GenerationEvent event, long at) {
        return new TaskState(
                id,
                TaskStatus.PROCESSING,
                model,
                queuedAt,
                event.getAttempt(),
                event.getTurnedAway(),
                event.getWorker(),
                event.getTarget(),
                at,
                0,
                cancelRequested,
                0,
                0,
                null,
                null,
                null,
                null);
    }

    /** Its attempt has brought more of the answer. */
    TaskState withMore(int brought) {
        return new TaskState(
                id,
                status,
                model,
                queuedAt,
                attempt,
                turnedAway,
                worker,
                target,
                startedAt,
                characters + brought,
                cancelRequested,
                endedAt,
                processingNanos,
                promptTokens,
                completionTokens,
                errorType,
                errorMessage);
    }

    TaskState withCancelRequested() {
        return new TaskState(
                id,
                status,
                model,
                queuedAt,
                attempt,
                turnedAway,
                worker,
                target,
                startedAt,
                characters,
                true,
                endedAt,
                processingNanos,
                promptTokens,
                completionTokens,
                errorType,
                errorMessage);
    }

    TaskState ended(TaskStatus how, GenerationEvent event, long at) {
        Long nanos = event.getProcessingNanos();
        return new TaskState(
                id,
                how,
                model,
                queuedAt,
                attempt,
                turnedAway,
                worker,
                target,
                startedAt,
                characters,
                cancelRequested,
                at,
                nanos == null ? 0 : nanos,
                event.getPromptTokens(),
                event.getCompletionTokens(),
                event.getErrorType(),
                event.getErrorMessage());
    }

    /** Whether it is this attempt of this worker's run that counts. */
    public boolean isAt(int ofAttempt, String ofWorker) {
        return attempt == ofAttempt && worker.equals(ofWorker);
    }
}
