package io.tachograph.windows.container;

import io.tachograph.windows.sample.Sample;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one container, checked. A gauge that the engine does not report is NaN.
 *
 * @param series the engine's id of the container
 * @param target slug of the target that it serves, null for none that is known
 * @param startedAtMicros beginning of its run, 0 when unknown; counters begin anew with each
 * @param cpuLimitCores cores that it may use
 * @param memoryLimitBytes memory that it may use
 * @param memoryUsedBytes memory in use
 * @param pids processes and threads
 * @param counters by ordinal of {@link ContainerCounter}, {@link #ABSENT} when unknown; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // On its way through the stream, never compared.
public record ContainerReading(
        String series,
        String name,
        String node,
        String image,
        String imageId,
        @Nullable String target,
        long atMicros,
        long startedAtMicros,
        double cpuLimitCores,
        double memoryLimitBytes,
        double memoryUsedBytes,
        double pids,
        long[] counters,
        int partition,
        long offset)
        implements Sample {
    static final long ABSENT = -1;

    long counter(ContainerCounter counter) {
        return counters[counter.ordinal()];
    }
}
