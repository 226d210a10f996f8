package io.tachograph.generation.worker;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which requests were taken and have no end on the topic of events yet. What lies before the first of a partition may be
 * committed. Thread-safe.
 */
final class UnfinishedRequests {
    private static final int MOST_REQUESTS = 1_000;
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final Map<TopicPartition, OfPartition> partitions = new HashMap<>();

    private static final class OfPartition {
        private final TreeMap<Long, Integer> bytesByOffset = new TreeMap<>();
        private long bytes;
        private long next;
        private long committed = -1;
    }

    synchronized void taken(TopicPartition partition, long offset, int bytes) {
        OfPartition of = partitions.computeIfAbsent(partition, added -> new OfPartition());
        of.bytesByOffset.put(offset, bytes);
        of.bytes += bytes;
        of.next = offset + 1;
    }

    /** Its end is on the topic, or it needs none. */
    synchronized void done(TopicPartition partition, long offset) {
        OfPartition of = partitions.get(partition);
        Integer bytes = of == null ? null : of.bytesByOffset.remove(offset);
        if (of != null && bytes != null) {
            of.bytes -= bytes;
        }
    }

    /** Offsets that may be committed and were not given before. */
    synchronized Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.forEach((partition, of) -> {
            long first = of.bytesByOffset.isEmpty() ? of.next : of.bytesByOffset.firstKey();
            if (first != of.committed) {
                of.committed = first;
                offsets.put(partition, new OffsetAndMetadata(first));
            }
        });
        return offsets;
    }

    /** Whether it was taken, has no end yet, and is still this worker's. */
    synchronized boolean has(TopicPartition partition, long offset) {
        OfPartition of = partitions.get(partition);
        return of != null && of.bytesByOffset.containsKey(offset);
    }

    /** The partition has so many that no more should be taken for now. */
    synchronized boolean isFull(TopicPartition partition) {
        OfPartition of = partitions.get(partition);
        return of != null && (of.bytesByOffset.size() >= MOST_REQUESTS || of.bytes >= MOST_BYTES);
    }

    /** The partitions are another worker's now. */
    synchronized void forget(Collection<TopicPartition> others) {
        partitions.keySet().removeAll(Set.copyOf(others));
    }
}
