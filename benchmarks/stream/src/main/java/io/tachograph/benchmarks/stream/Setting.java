package io.tachograph.benchmarks.stream;

import io.tachograph.kafka.KafkaAccess;

/**
 * Where and how a way is to go.
 *
 * @param bootstrapServers the broker
 * @param topic holds the requests
 * @param parallelism threads or subtasks that share the work, at most the topic's partitions
 * @param jdbcUrl the database, migrated
 */
public record Setting(String bootstrapServers, String topic, int parallelism, String jdbcUrl) {
    /** How our own clients reach the broker. */
    public KafkaAccess kafka() {
        return KafkaAccess.plain(bootstrapServers);
    }
}
