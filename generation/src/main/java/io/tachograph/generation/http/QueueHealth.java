package io.tachograph.generation.http;

import io.tachograph.kafka.KafkaAdmin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Whether the queue answers, and how many workers take tasks from it; asked once a second at most. Thread-safe. */
final class QueueHealth {
    private static final long KEPT_NANOS = 1_000_000_000;

    private final KafkaAdmin kafka;
    private final String group;
    private Reading last = new Reading(false, 0);
    private long readNanos;
    private boolean read;

    /** @param group of the workers' consumers */
    QueueHealth(KafkaAdmin kafka, String group) {
        this.kafka = kafka;
        this.group = group;
    }

    /**
     * @param connected whether Kafka answers
     * @param workers that are there
     */
    record Reading(boolean connected, int workers) {}

    synchronized Reading reading() throws InterruptedException {
        long now = System.nanoTime();
        if (!read || now - readNanos > KEPT_NANOS) {
            last = ask();
            read = true;
            readNanos = System.nanoTime();
        }
        return last;
    }

    private Reading ask() throws InterruptedException {
        try {
            Map<String, ConsumerGroupDescription> described = kafka.await(
                    kafka.client().describeConsumerGroups(List.of(group)).all());
            return new Reading(
                    true,
                    described.values().stream()
                            .mapToInt(workers -> workers.members().size())
                            .sum());
        } catch (IOException e) {
            // Nobody has ever been in the group.
            return new Reading(e.getCause() instanceof GroupIdNotFoundException, 0);
        }
    }
}
