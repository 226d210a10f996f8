package io.tachograph.jobs.catalog;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.engine.EngineWindowsJob;
import io.tachograph.jobs.gpu.GpuWindowsJob;
import io.tachograph.jobs.inventory.InventoryTablesJob;
import io.tachograph.jobs.ranking.RankingConfig;
import io.tachograph.jobs.ranking.RankingsJob;
import io.tachograph.jobs.regression.RegressionConfig;
import io.tachograph.jobs.regression.RegressionsJob;
import io.tachograph.jobs.slo.SloConfig;
import io.tachograph.jobs.slo.SloJob;
import java.util.List;
import java.util.stream.Collectors;

/** Every job, by name. A new one is one line here. */
public final class JobCatalog {
    private static final List<JobDefinition<?>> ALL = List.of(
            new JobDefinition<>(
                    RequestWindowsJob.NAME,
                    "request timings to windows of 10 s to 1 d: histograms, counts, SLO counts, dead letters",
                    PipelineConfig.class,
                    RequestWindowsJob::define),
            new JobDefinition<>(
                    GpuWindowsJob.NAME,
                    "GPU samples to windows; assignments of GPUs to targets",
                    TelemetrySettings.class,
                    (env, kafka, database, settings) -> GpuWindowsJob.define(env, kafka, database, settings.gpus())),
            new JobDefinition<>(
                    EngineWindowsJob.NAME,
                    "engine samples to windows: gauges, rates of counters, the engine's own histograms",
                    TelemetrySettings.class,
                    (env, kafka, database, settings) ->
                            EngineWindowsJob.define(env, kafka, database, settings.engines())),
            new JobDefinition<>(
                    InventoryTablesJob.NAME,
                    "targets, engines, containers, models, events, usage and scores to tables; container samples to windows; deploys",
                    TelemetrySettings.class,
                    (env, kafka, database, settings) ->
                            InventoryTablesJob.define(env, kafka, database, settings.containers())),
            new JobDefinition<>(
                    RankingsJob.NAME,
                    "request windows to rankings of models over 1 h, 24 h and 7 d, with intervals",
                    RankingConfig.class,
                    RankingsJob::define),
            new JobDefinition<>(
                    SloJob.NAME,
                    "request windows to alerts: burning error budgets, targets of which nothing is heard",
                    SloConfig.class,
                    SloJob::define),
            new JobDefinition<>(
                    RegressionsJob.NAME,
                    "request windows to comparisons of an engine version with the one before",
                    RegressionConfig.class,
                    RegressionsJob::define));

    private JobCatalog() {}

    /** In the order of the data's way. */
    public static List<JobDefinition<?>> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException when no job is called so; the message lists those there are */
    public static JobDefinition<?> named(String name) {
        return ALL.stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no job is called '" + name + "'; there are "
                        + ALL.stream().map(JobDefinition::name).collect(Collectors.joining(", "))));
    }
}
