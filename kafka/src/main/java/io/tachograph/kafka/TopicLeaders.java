package io.tachograph.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * New topics, until their partitions can be written to. A topic counts as created a little before the brokers that lead its
 * partitions know of it. A producer that starts in between may lose records for good, with idempotence and {@code acks=all}:
 * its first request is refused, the second one is taken, and the first one's retries are then out of order until they are
 * given up (KAFKA-15591; Kafka 4.3 and before). So the creator of a topic waits for its leaders.
 */
public final class TopicLeaders {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 50;

    private TopicLeaders() {}

    /**
     * Returns when the leader of every partition answers: only one that has taken office does.
     *
     * @param partitions of each of the topics
     * @throws IOException in one sentence, when one still does not after half a minute, or Kafka refuses to say
     */
    public static void await(KafkaAdmin kafka, Collection<String> topics, int partitions)
            throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        long beganNanos = System.nanoTime();
        while (true) {
            try {
                kafka.await(kafka.client().listOffsets(ends).all());
                return;
            } catch (IOException e) {
                // The broker that was asked may not even know the topic yet.
                boolean later = e.getCause() instanceof RetriableException;
                if (!later || System.nanoTime() - beganNanos > PATIENCE.toNanos()) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
