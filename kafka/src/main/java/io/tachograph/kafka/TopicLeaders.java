package io.tachograph.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * New topics, until their partitions can be written to. A topic counts as created a little before the brokers that lead its
 * partitions know of it. A producer that starts in between may lose records for good, with idempotence and {@code acks=all}:
 * its first request is refused, the second one is taken, and the first one's retries are then out of order until they are
 * given up (KAFKA-15591; Kafka 4.3 and before). So whoever creates a topic waits for its leaders.
 */
public final class TopicLeaders {
    private TopicLeaders() {}

    /**
     * Done when the leader of every partition answers; fails when one still does not after the client's
     * {@code default.api.timeout.ms}.
     *
     * @param partitions of each of the topics
     */
    public static KafkaFuture<Void> ready(Admin admin, Collection<String> topics, int partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        // Only a leader that has taken office answers; the client asks again until then.
        return admin.listOffsets(ends).all().thenApply(offsets -> null);
    }
}
