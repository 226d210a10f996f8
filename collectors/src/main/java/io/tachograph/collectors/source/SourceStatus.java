package io.tachograph.collectors.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * State of a source, all numbers taken at one moment.
 *
 * @param name name of the source
 * @param kind name of its kind
 * @param readings readings that succeeded
 * @param records records that it handed over, those of failed readings included
 * @param failures readings that failed, by kind
 * @param missed readings that were left out, because the one before still ran or the agent came too late
 * @param lastSuccessMicros wall-clock time at which the last successful reading ended, microseconds since the epoch;
 *     null before the first
 * @param lastSeconds how long the last successful reading took, from the moment it was due; null before the first
 * @param leftOut what came and became no record, by reason
 * @param details what the source says of itself, in one line; empty for nothing
 * @param complaint what is wrong now, in one sentence; null when the last reading succeeded or none has ended yet
 */
public record SourceStatus(
        String name,
        String kind,
        long readings,
        long records,
        Map<FailureKind, Long> failures,
        long missed,
        @Nullable Long lastSuccessMicros,
        @Nullable Double lastSeconds,
        Map<String, Long> leftOut,
        String details,
        @Nullable String complaint) {
    public SourceStatus {
        failures = Map.copyOf(failures);
        leftOut = Map.copyOf(leftOut);
    }
}
