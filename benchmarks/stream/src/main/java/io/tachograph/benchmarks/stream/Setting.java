package io.tachograph.benchmarks.stream;

/**
 * Where and how a way is to go.
 *
 * @param bootstrapServers the broker
 * @param topic holds the requests
 * @param parallelism threads or subtasks that share the work, at most the topic's partitions
 * @param jdbcUrl the database, migrated
 */
public record Setting(String bootstrapServers, String topic, int parallelism, String jdbcUrl) {}
