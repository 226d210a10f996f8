package io.tachograph.generation.worker;

import io.tachograph.schemas.avro.GenerationRequest;
import org.apache.kafka.common.TopicPartition;

/**
 * A task that this worker has taken.
 *
 * @param partition where its request lies
 * @param offset there
 * @param attempt number of its next attempt
 * @param spentNanos what its attempts here have taken so far; waiting for a target does not count
 */
record QueuedTask(GenerationRequest request, TopicPartition partition, long offset, int attempt, long spentNanos) {
    String id() {
        return request.getTaskId();
    }

    String model() {
        return request.getModel();
    }

    /** As its attempt begins, which is another than those that others have made. */
    QueuedTask beginning(int madeByOthers) {
        return new QueuedTask(request, partition, offset, Math.max(attempt, madeByOthers + 1), spentNanos);
    }

    /** @param tookNanos what the attempt took that it follows */
    QueuedTask forNextAttempt(long tookNanos) {
        return new QueuedTask(request, partition, offset, attempt + 1, spentNanos + tookNanos);
    }
}
