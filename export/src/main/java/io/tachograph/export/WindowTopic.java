package io.tachograph.export;

import io.tachograph.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The topic of windows, from where the group has got to. Before that what was delivered last is read once more, to be
 * remembered: a stream that restarts together with the export tells it again. For one thread.
 */
final class WindowTopic implements AutoCloseable {
    /** Records that are remembered, of all partitions: more than a stream tells between two of its checkpoints. */
    private static final long REMEMBERED = 100_000;

    private static final Duration LOOK = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ExportTally tally;
    private final Consumer<byte[]> delivered;
    /** By partition, where the group had got to when the partition came. */
    private final Map<TopicPartition, Long> begun = new HashMap<>();

    /** Places of partitions that had none, to be committed. */
    private final Map<TopicPartition, OffsetAndMetadata> fresh = new HashMap<>();

    /**
     * @param consumer resets no offset by itself
     * @param delivered takes what was delivered before
     */
    WindowTopic(KafkaConsumer<byte[], byte[]> consumer, ExportTally tally, Consumer<byte[]> delivered) {
        this.consumer = consumer;
        this.tally = tally;
        this.delivered = delivered;
    }

    void subscribe() {
        consumer.subscribe(Set.of(Topics.REQUEST_WINDOWS.name()), new Partitions());
    }

    private final class Partitions implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            place(Set.copyOf(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            begun.keySet().removeAll(partitions);
            fresh.keySet().removeAll(partitions);
        }
    }

    private void place(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata place = committed.get(partition);
            if (place == null) {
                fresh.put(partition, new OffsetAndMetadata(at(end, partition)));
                begin(partition, at(end, partition));
            } else if (place.offset() > at(end, partition)) {
                // Another topic of this name.
                begin(partition, at(first, partition));
            } else {
                begun.put(partition, place.offset());
                long back = Math.max(at(first, partition), place.offset() - REMEMBERED / partitions.size());
                // What has expired is found, and counted, at the first poll.
                consumer.seek(partition, Math.min(back, place.offset()));
            }
        }
    }

    private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition), partition::toString);
    }

    private void begin(TopicPartition partition, long offset) {
        begun.put(partition, offset);
        consumer.seek(partition, offset);
    }

    /** What came after the group's place; empty when nothing did for so long. */
    List<byte[]> poll(Duration patience) {
        List<byte[]> values = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < begun.getOrDefault(partition, 0L)) {
                    delivered.accept(record.value());
                } else {
                    values.add(record.value());
                }
            }
        } catch (OffsetOutOfRangeException e) {
            goOn(e.offsetOutOfRangePartitions());
        } catch (NoOffsetForPartitionException e) {
            // When they came no broker told where the group is.
            place(e.partitions());
        }
        if (!fresh.isEmpty()) {
            // A new group has a place from now on, so that what comes before its first delivery is not missed.
            consumer.commitSync(fresh);
            fresh.clear();
        }
        return values;
    }

    private void goOn(Map<TopicPartition, Long> wanted) {
        consumer.beginningOffsets(wanted.keySet()).forEach((partition, first) -> {
            tally.expired(Math.max(0, first - at(wanted, partition)));
            begin(partition, first);
        });
    }

    /** Also when it is woken up at this moment: what was delivered would be sent again. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long place = Math.max(consumer.position(partition), begun.getOrDefault(partition, 0L));
            places.put(partition, new OffsetAndMetadata(place));
        }
        try {
            consumer.commitSync(places);
        } catch (WakeupException e) {
            consumer.commitSync(places);
            throw e;
        }
    }

    /** @throws org.apache.kafka.common.KafkaException when no broker answers, which polling does not tell */
    void look() {
        var unused = consumer.listTopics(LOOK);
    }

    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
