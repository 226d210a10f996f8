package io.tachograph.client.health;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reading of what the process has used.
 *
 * @param atNanos when, {@link System#nanoTime}
 * @param processNanos CPU time of the process, null when unknown
 * @param loopNanos CPU time by id of event-loop thread; threads of unknown time are absent
 * @param gcPauseNanos time in pauses of the garbage collector
 * @param availableCores cores that the process may use
 * @param machineLoad 0 to 1, since the reading before, null when unknown
 */
record CpuReading(
        long atNanos,
        @Nullable Long processNanos,
        Map<Long, Long> loopNanos,
        long gcPauseNanos,
        int availableCores,
        @Nullable Double machineLoad) {
    CpuReading {
        loopNanos = Map.copyOf(loopNanos);
    }

    /** Cores that the process used since {@code earlier}, null when unknown. */
    @Nullable
    Double processCores(CpuReading earlier) {
        return processNanos == null || earlier.processNanos == null
                ? null
                : perNano(processNanos - earlier.processNanos, earlier);
    }

    /** Share of a core that the busiest event-loop thread used since {@code earlier}, null when unknown. */
    @Nullable
    Double busiestLoop(CpuReading earlier) {
        Double most = null;
        for (Map.Entry<Long, Long> loop : loopNanos.entrySet()) {
            Long before = earlier.loopNanos.get(loop.getKey());
            if (before != null) {
                double used = perNano(loop.getValue() - before, earlier);
                most = most == null ? used : Math.max(most, used);
            }
        }
        return most;
    }

    /** Share of the time since {@code earlier} that went into pauses of the garbage collector. */
    double gcShare(CpuReading earlier) {
        return perNano(gcPauseNanos - earlier.gcPauseNanos, earlier);
    }

    double secondsSince(CpuReading earlier) {
        return (atNanos - earlier.atNanos) / 1e9;
    }

    private double perNano(long used, CpuReading earlier) {
        long wall = atNanos - earlier.atNanos;
        return wall <= 0 ? 0 : (double) used / wall;
    }
}
