package io.tachograph.standalone.upgrade;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.jobs.catalog.TelemetrySettings;
import io.tachograph.jobs.ranking.RankingConfig;
import io.tachograph.jobs.regression.RegressionConfig;
import io.tachograph.jobs.sample.SampleSettings;
import io.tachograph.jobs.slo.SloConfig;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.truth.Scenario;
import io.tachograph.store.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Every job whose state outlives a release. */
final class UpgradeCases {
    /** Longer than any test: partitions without a record hold the clock up. */
    private static final Duration NEVER_IDLE = Duration.ofHours(1);

    private static final List<UpgradeCase> ALL = List.of(
            of(
                    "request-windows",
                    new PipelineConfig(
                            Duration.ofMillis(Scenario.MAX_REQUEST_MILLIS),
                            RequestStream.OUT_OF_ORDERNESS,
                            NEVER_IDLE,
                            0,
                            Scenario.SLOS),
                    Set.of("request windows, 1d"),
                    List.of("request_window_10s", "request_window_1m", "request_window_1h", "request_window_1d"),
                    List.of(Topics.REQUEST_WINDOWS),
                    RequestStream::run),
            of(
                    "gpu-windows",
                    telemetry(),
                    Set.of("GPU windows"),
                    List.of("gpu_window_10s", "gpu_window_1m", "gpu_assignment"),
                    List.of(),
                    () -> new GpuStream().run()),
            of(
                    "engine-windows",
                    telemetry(),
                    Set.of("engine windows"),
                    List.of("engine_window_10s", "engine_window_1m"),
                    List.of(),
                    () -> new EngineStream().run()),
            of(
                    "inventory",
                    telemetry(),
                    Set.of("container windows"),
                    List.of("container_window_10s", "container_window_1m", "engine", "container", "event", "usage"),
                    List.of(),
                    () -> new InventoryStream().run()),
            of(
                    "rankings",
                    new RankingConfig(
                            Resolution.ONE_MINUTE,
                            Duration.ofMinutes(1),
                            3,
                            Duration.ofMinutes(5),
                            Duration.ZERO,
                            NEVER_IDLE),
                    Set.of("rankings"),
                    List.of("ranking"),
                    List.of(Topics.RANKINGS),
                    () -> new RankingStream().run()),
            of(
                    "slo",
                    new SloConfig(
                            Map.of(ModelTraffic.SLO.name(), 0.99),
                            Set.of("probe"),
                            10,
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(5),
                            Duration.ofDays(1),
                            Duration.ofMinutes(1),
                            Duration.ZERO,
                            NEVER_IDLE),
                    Set.of("burn rates", "lost telemetry"),
                    List.of("alert"),
                    List.of(Topics.ALERTS),
                    () -> new SloStream().run()),
            of(
                    "regressions",
                    new RegressionConfig(
                            0.05,
                            Set.of("load"),
                            Duration.ofMinutes(10),
                            Duration.ofHours(1),
                            Duration.ofDays(1),
                            Duration.ZERO,
                            NEVER_IDLE),
                    Set.of("regressions"),
                    List.of("regression", "alert"),
                    List.of(Topics.ALERTS),
                    () -> new RegressionStream().run()));

    private UpgradeCases() {}

    static List<UpgradeCase> all() {
        return ALL;
    }

    static UpgradeCase named(String job) {
        return ALL.stream().filter(one -> one.name().equals(job)).findFirst().orElseThrow();
    }

    private static UpgradeCase of(
            String job,
            Object settings,
            Set<String> last,
            List<String> tables,
            List<Topic> topics,
            Supplier<RecordedRun> stream) {
        return new UpgradeCase(JobCatalog.named(job), JobSettings.of(settings), last, tables, topics, stream);
    }

    private static TelemetrySettings telemetry() {
        return new TelemetrySettings(
                new SampleSettings(Arrivals.OUT_OF_ORDERNESS, NEVER_IDLE, Duration.ofSeconds(3), 0),
                new SampleSettings(Arrivals.OUT_OF_ORDERNESS, NEVER_IDLE, Duration.ofSeconds(15), 0),
                new SampleSettings(Arrivals.OUT_OF_ORDERNESS, NEVER_IDLE, Duration.ofSeconds(30), 0));
    }
}
