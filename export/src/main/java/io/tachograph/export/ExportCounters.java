package io.tachograph.export;

import org.jspecify.annotations.Nullable;

/**
 * What an export has done: complete windows read = delivered + lost + repeated + those on their way.
 *
 * @param delivered windows that the collector has taken
 * @param lost windows that it did not take for so long that they were left out
 * @param repeated windows that a restarted stream wrote again, after they were delivered or lost
 * @param unreadable records that nobody can read, or whose histograms contradict themselves
 * @param expired records, of whatever kind, that Kafka kept no longer when they were wanted
 * @param failures deliveries that failed; each is tried again
 * @param complaint what is wrong now, in one sentence; null for nothing
 */
public record ExportCounters(
        long delivered,
        long lost,
        long repeated,
        long unreadable,
        long expired,
        long failures,
        @Nullable String complaint) {}
