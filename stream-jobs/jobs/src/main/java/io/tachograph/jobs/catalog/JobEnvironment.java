package io.tachograph.jobs.catalog;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/** What every job of ours asks of Flink, wherever it runs. */
public final class JobEnvironment {
    private JobEnvironment() {}

    /**
     * No Kryo, no made-up uids, no copies between chained operators, a clock that ticks five times a second; and aligned
     * checkpoints, whatever the cluster's default is: no others are tested.
     */
    public static Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(200));
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        settings.set(CheckpointingOptions.FORCE_UNALIGNED, false);
        settings.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ZERO);
        return settings;
    }
}
