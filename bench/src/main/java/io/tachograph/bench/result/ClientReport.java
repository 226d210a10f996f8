package io.tachograph.bench.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the client itself did, so that its own delay is not taken for the server's.
 *
 * @param clientBound its own delay may explain more than {@code share} of a reported metric
 * @param sinceSeconds from when on, seconds from the start of the run; null when never
 * @param reasons why, one sentence each
 * @param share the share of a metric that its own delay may explain
 * @param loopDelayP50 seconds by which an event loop came late to what was due, median; null when it ended before that was measured
 * @param loopDelayP99 its 99th percentile
 * @param loopDelayMax its maximum
 * @param cpuCores CPU time of the process ÷ wall time, null when the platform does not report it
 * @param availableCores cores that the process may use
 * @param gcSeconds time in garbage collection pauses
 * @param recorderWaitSeconds time that event loops waited because the recorder was behind
 * @param impossibleStamps reads of the whole run for which the kernel's stamp cannot be right, so that the clock's reading
 *     took its place
 * @param reorderedStamps reads of the whole run with packets that had overtaken a lost one, whose stamp they have
 * @param lateShare share of the bytes stamped by the kernel, whole run, that were read more than 0.25 ms after they
 *     arrived, so that the kernel may have merged packets; null when it stamped none
 */
public record ClientReport(
        boolean clientBound,
        @Nullable Double sinceSeconds,
        List<String> reasons,
        double share,
        @Nullable Double loopDelayP50,
        @Nullable Double loopDelayP99,
        double loopDelayMax,
        @Nullable Double cpuCores,
        int availableCores,
        double gcSeconds,
        double recorderWaitSeconds,
        long impossibleStamps,
        long reorderedStamps,
        @Nullable Double lateShare) {
    public ClientReport {
        reasons = List.copyOf(reasons);
    }
}
