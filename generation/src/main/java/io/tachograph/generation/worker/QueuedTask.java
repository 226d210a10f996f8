package io.tachograph.generation.worker;

import io.tachograph.schemas.avro.GenerationRequest;
import org.apache.kafka.common.TopicPartition;

/**
 * A task that this worker has taken.
 *
 * @param partition where its request lies
 * @param offset there
 * @param attempt number of its next attempt
 * @param firstStartNanos when this worker began its first attempt, a reading of {@link System#nanoTime}; {@link #NEVER} before
 */
record QueuedTask(GenerationRequest request, TopicPartition partition, long offset, int attempt, long firstStartNanos) {
    static final long NEVER = Long.MIN_VALUE;

    String id() {
        return request.getTaskId();
    }

    String model() {
        return request.getModel();
    }

    /** As its attempt begins, which is another than those that others have made. */
    QueuedTask beginning(int madeByOthers, long nowNanos) {
        return new QueuedTask(
                request,
                partition,
                offset,
                Math.max(attempt, madeByOthers + 1),
                firstStartNanos == NEVER ? nowNanos : firstStartNanos);
    }

    QueuedTask forNextAttempt() {
        return new QueuedTask(request, partition, offset, attempt + 1, firstStartNanos);
    }

    /** Since its first attempt began here, 0 before. */
    long elapsedNanos(long nowNanos) {
        return firstStartNanos == NEVER ? 0 : nowNanos - firstStartNanos;
    }
}
