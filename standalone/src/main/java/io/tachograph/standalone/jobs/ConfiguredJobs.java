package io.tachograph.standalone.jobs;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.catalog.JobSettings;
import io.tachograph.standalone.config.TachographConfig;

/** The jobs' settings as the configuration file has them. */
public final class ConfiguredJobs {
    private ConfiguredJobs() {}

    /** @throws IllegalArgumentException in one sentence, when settings cannot be right */
    public static JobSettings of(TachographConfig config) {
        return JobSettings.of(pipeline(config.pipeline()));
    }

    private static PipelineConfig pipeline(TachographConfig.Pipeline config) {
        return new PipelineConfig(
                config.maxRequestDuration(),
                config.outOfOrderness(),
                config.idlePartitionAfter(),
                config.rankingWindow(),
                config.rankEvery(),
                0);
    }
}
