package io.tachograph.generation.worker;

import io.tachograph.generation.task.TaskState;
import io.tachograph.schemas.avro.GenerationRequest;
import org.apache.kafka.common.TopicPartition;

/**
 * A task that this worker has taken.
 *
 * @param partition where its request lies
 * @param offset there
 * @param attempt number of its next attempt
 * @param turnedAway how many of those before it their targets turned away because they took no requests then
 * @param spentNanos what its attempts here have taken so far; waiting for a target does not count
 */
record QueuedTask(
        GenerationRequest request,
        TopicPartition partition,
        long offset,
        int attempt,
        int turnedAway,
        long spentNanos) {
    String id() {
        return request.getTaskId();
    }

    String model() {
        return request.getModel();
    }

    /** As its attempt begins, which is another than those that others have made. */
    QueuedTask beginning(TaskState state) {
        return new QueuedTask(
                request,
                partition,
                offset,
                Math.max(attempt, state.attempt() + 1),
                Math.max(turnedAway, state.turnedAway()),
                spentNanos);
    }

    /** Attempts, with the next one, that count towards the limit: those that a target has or may have taken up. */
    int countedAttempts() {
        return attempt - turnedAway;
    }

    /** @param tookNanos what the attempt took that it follows */
    QueuedTask forNextAttempt(long tookNanos) {
        return new QueuedTask(request, partition, offset, attempt + 1, turnedAway, spentNanos + tookNanos);
    }

    /** After an attempt that the target turned away. */
    QueuedTask afterTurningAway(long tookNanos) {
        return new QueuedTask(request, partition, offset, attempt + 1, turnedAway + 1, spentNanos + tookNanos);
    }
}
