package io.tachograph.standalone.jobs;

import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.jobs.catalog.PipelineSettings;
import io.tachograph.standalone.config.TachographConfig;
import io.tachograph.windows.request.SeriesLimits;

/** The jobs' settings as the configuration file has them. */
public final class ConfiguredJobs {
    private ConfiguredJobs() {}

    /** @throws IllegalArgumentException in one sentence, when settings cannot be right */
    public static JobSettings of(TachographConfig config) {
        TachographConfig.Pipeline pipeline = config.pipeline();
        return new PipelineSettings(
                        pipeline.maxRequestDuration(),
                        pipeline.outOfOrderness(),
                        pipeline.idlePartitionAfter(),
                        pipeline.rankEvery(),
                        pipeline.rankChangeAfter(),
                        new SeriesLimits(pipeline.maxTenants(), pipeline.maxSeries()),
                        config.slos())
                .jobs();
    }
}
