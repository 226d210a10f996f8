package io.tachograph.jobs.catalog;

import io.tachograph.jobs.sample.SampleSettings;
import java.time.Duration;

/**
 * Settings of the jobs over readings of GPUs and engines.
 *
 * @param gpus of the job {@code gpu-windows}
 * @param engines of the job {@code engine-windows}
 */
public record TelemetrySettings(SampleSettings gpus, SampleSettings engines) {
    /** GPUs that are read every second, engines every five. */
    public static TelemetrySettings defaults() {
        return new TelemetrySettings(SampleSettings.ofGpus(), SampleSettings.ofEngines());
    }

    TelemetrySettings withClock(Duration outOfOrderness, Duration idleAfter) {
        return new TelemetrySettings(
                gpus.withClock(outOfOrderness, idleAfter), engines.withClock(outOfOrderness, idleAfter));
    }
}
