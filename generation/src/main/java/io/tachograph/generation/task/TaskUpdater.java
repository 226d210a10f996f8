package io.tachograph.generation.task;

import io.tachograph.schemas.avro.GenerationEvent;
import io.tachograph.schemas.avro.GenerationEventKind;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into the store as they are read, and lets tasks go when their time is over. Kafka Streams makes one
 * processor to restore and another to go on: what both need to know is here. Only counts are for other
 * threads.
 */
final class TaskUpdater {
    private final String store;
    private final TaskExpiry expiry;
    private final ReadOffsets offsets;
    private final Watchers watchers;
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Map<TaskStatus, AtomicLong> counts = new EnumMap<>(TaskStatus.class);

    TaskUpdater(String store, TaskExpiry expiry, ReadOffsets offsets, Watchers watchers) {
        this.store = store;
        this.expiry = expiry;
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

    /** Tasks that were let go although they had not ended, since the start. */
    long lost() {
        return lost.get();
    }

    Processor<byte[], byte[], Void, Void> newProcessor() {
        return new Folding();
    }

    private void expire(KeyValueStore<String, byte[]> tasks) {
        for (String id : expiry.take(System.currentTimeMillis())) {
            @Nullable TaskState gone = TaskCodec.get(tasks, id);
            if (gone != null) {
                TaskCodec.delete(tasks, gone);
                TaskAnswers.clear(tasks, gone);
                of(gone.status()).decrementAndGet();
                if (!gone.status().isEnd()) {
                    lost.incrementAndGet();
                }
            }
        }
    }

    private void fold(GenerationEvent event, long at, KeyValueStore<String, byte[]> tasks) {
        @Nullable TaskState before = TaskCodec.get(tasks, event.getTaskId());
        @Nullable TaskState after = TaskFold.apply(before, event, at);
        if (after == null || Objects.equals(after, before)) {
            return;
        }
        // Who reads meanwhile finds all characters that a task counts, or a newer state of it.
        if (before != null && event.getKind() == GenerationEventKind.PROGRESS) {
            TaskAnswers.add(tasks, before, event.getText());
        }
        TaskCodec.put(tasks, after);
        if (before != null && after.attempt() != before.attempt()) {
            TaskAnswers.clear(tasks, before);
        }
        if (after.status().isEnd()) {
            TaskAnswers.join(tasks, after);
        }
        if (before != null) {
            of(before.status()).decrementAndGet();
        }
        of(after.status()).incrementAndGet();
        expiry.follow(after);
        watchers.changed(after);
    }

    private final class Folding extends ContextualProcessor<byte[], byte[], Void, Void> {
        private final RecordDecoder decoder = new RecordDecoder();

        @Override
        public void process(Record<byte[], byte[]> record) {
            KeyValueStore<String, byte[]> tasks = context().getStateStore(store);
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
