package io.tachograph.collectors.publish;

import org.jspecify.annotations.Nullable;

/**
 * What became of the events that were put into a spool.
 *
 * @param pending on disk, and not acknowledged by Kafka yet
 * @param dropped lost because the spool was full; a few of them may have arrived
 * @param rejected left out because Kafka will never take them, such as records that are too large
 * @param damaged places where the files were damaged, each with an unknown number of events
 * @param complaint what keeps events in the spool now, in one sentence; null when nothing does
 */
public record SpoolCounters(
        long pending,
        long dropped,
        long rejected,
        long damaged,
        @Nullable String complaint) {}
