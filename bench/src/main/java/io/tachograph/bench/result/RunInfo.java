package io.tachograph.bench.result;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was done.
 *
 * @param runId identity of the run, also in its records
 * @param label free name, empty for none
 * @param startedAt wall-clock time of the start, ISO 8601
 * @param tool name and version of what measured
 * @param host name of the client's machine
 * @param target slug of the target
 * @param url its URL without query
 * @param api its API kind
 * @param model its model
 * @param engineVersion its engine's version, null when it does not say
 * @param arrivals the arrival process in words, e.g. {@code poisson 20/s}
 * @param arrivalKind its kind: closed, constant, poisson, gamma, ramp, stages, trace
 * @param requestRate requests per second of an open loop, null where there is no single one
 * @param burstiness shape of gamma gaps, 1 for Poisson, infinity (null) for constant; null for a closed loop
 * @param concurrency clients of a closed loop, or the limit of an open one; null for none
 * @param workload the prompts in words
 * @param streamed whether streamed answers were asked for
 * @param maxTokens most output tokens where the workload does not say
 * @param temperature sampling temperature
 * @param seed what the run's random draws come from
 * @param partial it was ended before its limits, so that it says less than was asked for
 */
public record RunInfo(
        String runId,
        String label,
        String startedAt,
        String tool,
        String host,
        String target,
        String url,
        String api,
        String model,
        @Nullable String engineVersion,
        String arrivals,
        String arrivalKind,
        @Nullable Double requestRate,
        @Nullable Double burstiness,
        @Nullable Integer concurrency,
        String workload,
        boolean streamed,
        int maxTokens,
        double temperature,
        long seed,
        boolean partial) {
    public RunInfo {
        Objects.requireNonNull(runId, "run_id");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(startedAt, "started_at");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(arrivals, "arrivals");
        Objects.requireNonNull(workload, "workload");
    }
}
