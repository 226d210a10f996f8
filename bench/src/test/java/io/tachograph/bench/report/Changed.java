package io.tachograph.bench.report;

import io.tachograph.bench.result.ClientReport;
import io.tachograph.bench.result.ErrorCount;
import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import io.tachograph.bench.result.SloResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results with one part replaced. */
final class Changed {
    private Changed() {}

    static RunResult run(RunResult r, RunInfo run) {
        return of(r, run, r.metrics(), r.slo(), r.timeline(), r.errors(), r.client());
    }

    static RunResult slo(RunResult r, @Nullable SloResult slo) {
        return of(r, r.run(), r.metrics(), slo, r.timeline(), r.errors(), r.client());
    }

    static RunResult timeline(RunResult r, List<Second> timeline) {
        return of(r, r.run(), r.metrics(), r.slo(), timeline, r.errors(), r.client());
    }

    static RunResult metrics(RunResult r, Map<String, MetricSummary> metrics) {
        return of(r, r.run(), metrics, r.slo(), r.timeline(), r.errors(), r.client());
    }

    static RunResult errors(RunResult r, List<ErrorCount> errors) {
        return of(r, r.run(), r.metrics(), r.slo(), r.timeline(), errors, r.client());
    }

    /** Client-bound since a second of the run. */
    static RunResult bound(RunResult r, double since, String... reasons) {
        ClientReport client = new ClientReport(
                true, since, List.of(reasons), 0.05, 0.0021, 0.031, 0.212, 1.93, 2, 0.021, 0, 0, 0, null);
        return of(r, r.run(), r.metrics(), r.slo(), r.timeline(), r.errors(), client);
    }

    static RunInfo named(RunInfo r, String label, String model) {
        return of(r, label, model, r.requestRate(), r.concurrency(), r.partial());
    }

    static RunInfo partial(RunInfo r) {
        return of(r, r.label(), r.model(), r.requestRate(), r.concurrency(), true);
    }

    static RunInfo load(RunInfo r, @Nullable Double requestRate, @Nullable Integer concurrency) {
        return of(r, r.label(), r.model(), requestRate, concurrency, r.partial());
    }

    private static RunResult of(
            RunResult r,
            RunInfo run,
            Map<String, MetricSummary> metrics,
            @Nullable SloResult slo,
            List<Second> timeline,
            List<ErrorCount> errors,
            ClientReport client) {
        return new RunResult(
                r.format(),
                run,
                r.measuredSeconds(),
                r.counts(),
                r.tokens(),
                r.stamps(),
                r.rates(),
                metrics,
                slo,
                timeline,
                errors,
                client,
                r.server());
    }

    private static RunInfo of(
            RunInfo r,
            String label,
            String model,
            @Nullable Double requestRate,
            @Nullable Integer concurrency,
            boolean partial) {
        return new RunInfo(
                r.runId(),
                label,
                r.startedAt(),
                r.tool(),
                r.host(),
                r.target(),
                r.url(),
                r.api(),
                model,
                r.engineVersion(),
                r.arrivals(),
                r.arrivalKind(),
                requestRate,
                r.burstiness(),
                concurrency,
                r.workload(),
                r.streamed(),
                r.maxTokens(),
                r.temperature(),
                r.seed(),
                partial);
    }
}
