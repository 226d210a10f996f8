package io.tachograph.jobs.catalog;

import io.tachograph.config.PipelineSection;
import io.tachograph.config.TachographConfig;
import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.ranking.RankingConfig;
import io.tachograph.jobs.regression.RegressionConfig;
import io.tachograph.jobs.slo.SloConfig;
import io.tachograph.store.Resolution;
import io.tachograph.windows.request.SeriesLimits;
import java.time.Duration;

/** The settings of every job, from the sections {@code pipeline} and {@code slos} of the configuration. */
public final class ConfiguredJobs {
    /** How long windows may come after the requests in them could: checkpoints, a restart. */
    private static final Duration DELAY = Duration.ofMinutes(10);

    private final TachographConfig config;
    private final PipelineSection pipeline;

    private ConfiguredJobs(TachographConfig config) {
        this.config = config;
        this.pipeline = config.pipeline();
    }

    /** @throws IllegalArgumentException in one sentence, when settings cannot be right */
    public static JobSettings of(TachographConfig config) {
        ConfiguredJobs jobs = new ConfiguredJobs(config);
        return JobSettings.of(jobs.windows(), jobs.telemetry(), jobs.rankings(), jobs.alerts(), jobs.regressions());
    }

    private PipelineConfig windows() {
        return new PipelineConfig(
                pipeline.maxRequestDuration(),
                pipeline.outOfOrderness(),
                pipeline.idlePartitionAfter(),
                0,
                ConfiguredSlos.rules(config.knownSlos()),
                new SeriesLimits(pipeline.maxTenants(), pipeline.maxSeries()),
                Resolution.ofLength(pipeline.shortestWindows()));
    }

    private TelemetrySettings telemetry() {
        return TelemetrySettings.defaults().withClock(pipeline.outOfOrderness(), pipeline.idlePartitionAfter());
    }

    private RankingConfig rankings() {
        // Minutes where that is often enough: a sixth of the state.
        boolean everyMinutes = pipeline.rankEvery().toMillis() % 60_000 == 0;
        Resolution base = everyMinutes ? Resolution.ONE_MINUTE : Resolution.TEN_SECONDS;
        return new RankingConfig(
                base,
                pipeline.rankEvery(),
                pipeline.rankChangeAfter(),
                settleAfter(),
                pipeline.outOfOrderness(),
                idleAfter(base));
    }

    private SloConfig alerts() {
        SloConfig defaults = SloConfig.of(ConfiguredSlos.objectives(config.knownSlos()));
        return new SloConfig(
                defaults.objectives(),
                defaults.origins(),
                defaults.minimumEvents(),
                settleAfter(),
                defaults.lossAfter(),
                defaults.forgetAfter(),
                defaults.repeatEvery(),
                pipeline.outOfOrderness(),
                idleAfter(Resolution.ONE_MINUTE));
    }

    private RegressionConfig regressions() {
        RegressionConfig defaults = RegressionConfig.defaults();
        return new RegressionConfig(
                defaults.minimumEffect(),
                defaults.origins(),
                settleAfter(),
                defaults.repeatEvery(),
                defaults.forgetAfter(),
                pipeline.outOfOrderness(),
                idleAfter(Resolution.ONE_MINUTE));
    }

    private Duration idleAfter(Resolution windows) {
        return pipeline.idlePartitionAfter().plus(windows.length());
    }

    private Duration settleAfter() {
        return pipeline.maxRequestDuration().plus(DELAY);
    }
}
