package io.tachograph.generation.task;

import io.tachograph.schemas.avro.GenerationEvent;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into the store as they are read, and lets finished tasks go when their time is over. Kafka Streams makes one
 * processor to restore and another to go on: what both need to know is here. Only counts are for other
 * threads.
 */
final class TaskUpdater {
    private final String store;
    private final long keepMillis;
    private final ReadOffsets offsets;
    private final Watchers watchers;
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparingLong(Expiry::at));
    private final AtomicLong unreadable = new AtomicLong();
    private final Map<TaskStatus, AtomicLong> counts = new EnumMap<>(TaskStatus.class);

    TaskUpdater(String store, Duration keep, ReadOffsets offsets, Watchers watchers) {
        this.store = store;
        this.keepMillis = keep.toMillis();
        this.offsets = offsets;
        this.watchers = watchers;
        for (TaskStatus status : TaskStatus.values()) {
            counts.put(status, new AtomicLong());
        }
    }

    /** Tasks that are known and are like this. */
    long count(TaskStatus status) {
        return of(status).get();
    }

    private AtomicLong of(TaskStatus status) {
        return Objects.requireNonNull(counts.get(status));
    }

    /** Events that nobody could read, since the start. */
    long unreadable() {
        return unreadable.get();
    }

    Processor<byte[], byte[], Void, Void> newProcessor() {
        return new Folding();
    }

    boolean isExpired(TaskState task, long now) {
        return task.status().isEnd() && task.endedAt() + keepMillis <= now;
    }

    private void expire(KeyValueStore<String, TaskState> tasks) {
        long now = System.currentTimeMillis();
        for (Expiry next = expiries.peek(); next != null && next.at() <= now; next = expiries.peek()) {
            expiries.poll();
            @Nullable TaskState gone = tasks.delete(next.id());
            if (gone != null) {
                of(gone.status()).decrementAndGet();
            }
        }
    }

    private void fold(GenerationEvent event, long at, KeyValueStore<String, TaskState> tasks) {
        @Nullable TaskState before = tasks.get(event.getTaskId());
        @Nullable TaskState after = TaskFold.apply(before, event, at);
        if (after == null || Objects.equals(after, before)) {
            return;
        }
        tasks.put(after.id(), after);
        if (before != null) {
            of(before.status()).decrementAndGet();
        }
        of(after.status()).incrementAndGet();
        if (after.status().isEnd()) {
            expiries.add(new Expiry(after.id(), after.endedAt() + keepMillis));
        }
        watchers.changed(after);
    }

    private record Expiry(String id, long at) {}

    private final class Folding extends ContextualProcessor<byte[], byte[], Void, Void> {
        private final RecordDecoder decoder = new RecordDecoder();

        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<String, TaskState> tasks = context().getStateStore(store);
            try {
                if (decoder.decode(record.value()) instanceof GenerationEvent event) {
                    fold(event, record.timestamp(), tasks);
                } else {
                    unreadable.incrementAndGet();
                }
            } catch (UnreadableRecordException e) {
                unreadable.incrementAndGet();
            }
            expire(tasks);
            context().recordMetadata().ifPresent(place -> offsets.read(place.partition(), place.offset()));
        }
    }
}
