package io.tachograph.jobs.catalog;

import io.tachograph.jobs.sample.SampleSettings;
import java.time.Duration;

/**
 * Settings of the jobs over readings of GPUs, engines and containers.
 *
 * @param gpus of the job {@code gpu-windows}
 * @param engines of the job {@code engine-windows}
 * @param containers of the job {@code inventory}
 */
public record TelemetrySettings(SampleSettings gpus, SampleSettings engines, SampleSettings containers) {
    /** GPUs that are read every second, engines every five, containers every ten. */
    public static TelemetrySettings defaults() {
        return new TelemetrySettings(
                SampleSettings.ofGpus(), SampleSettings.ofEngines(), SampleSettings.ofContainers());
    }

    TelemetrySettings withClock(Duration outOfOrderness, Duration idleAfter) {
        return new TelemetrySettings(
                gpus.withClock(outOfOrderness, idleAfter),
                engines.withClock(outOfOrderness, idleAfter),
                containers.withClock(outOfOrderness, idleAfter));
    }
}
