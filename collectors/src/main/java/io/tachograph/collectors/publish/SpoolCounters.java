package io.tachograph.collectors.publish;

/**
 * What became of the events that were put into a spool.
 *
 * @param pending on disk, and not acknowledged by Kafka yet
 * @param dropped lost because the spool was full; a few of them may have arrived
 * @param rejected left out because Kafka will never take them, such as records that are too large
 */
public record SpoolCounters(long pending, long dropped, long rejected) {}
