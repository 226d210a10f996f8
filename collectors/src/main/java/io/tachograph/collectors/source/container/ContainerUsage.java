package io.tachograph.collectors.source.container;

import org.jspecify.annotations.Nullable;

/**
 * What a container has used. Counters begin anew with each run; what is not told is null.
 *
 * @param readMicros when it was read, microseconds since the epoch
 * @param onlineCores of the host
 */
public record ContainerUsage(
        @Nullable Long readMicros,
        @Nullable Long cpuNanos,
        @Nullable Long throttledNanos,
        @Nullable Long onlineCores,
        @Nullable Long memoryUsedBytes,
        @Nullable Long memoryLimitBytes,
        @Nullable Long receivedBytes,
        @Nullable Long sentBytes,
        @Nullable Long readBytes,
        @Nullable Long writtenBytes,
        @Nullable Long pids) {
    /** Cores used on average since an earlier reading of the same run; null when that cannot be told. */
    public @Nullable Double coresSince(@Nullable ContainerUsage before) {
        if (before == null
                || readMicros == null
                || before.readMicros() == null
                || cpuNanos == null
                || before.cpuNanos() == null) {
            return null;
        }
        long micros = readMicros - before.readMicros();
        long used = cpuNanos - before.cpuNanos();
        return micros > 0 && used >= 0 ? used / (micros * 1e3) : null;
    }
}
