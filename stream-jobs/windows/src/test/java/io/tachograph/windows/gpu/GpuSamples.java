package io.tachograph.windows.gpu;

import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.windows.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/** GPU readings for tests, from a midnight on. */
public final class GpuSamples {
    public static final long MIDNIGHT_MILLIS = 1_772_582_400_000L;

    private GpuSamples() {}

    public static GpuSample.Builder at(String gpu, double secondsAfterMidnight) {
        return GpuSample.newBuilder()
                .setGpu(gpu)
                .setIndex(3)
                .setName("test device")
                .setNode("node-1")
                .setAgent("agent-1")
                .setAtMicros(MIDNIGHT_MILLIS * 1_000 + Math.round(secondsAfterMidnight * 1e6));
    }

    public static GpuReading reading(double seconds, @Nullable Double watts, @Nullable Long millijoules) {
        try {
            return GpuReadings.of(
                    at("GPU-1", seconds)
                            .setPowerWatts(watts)
                            .setEnergyMillijoules(millijoules)
                            .build(),
                    0,
                    0);
        } catch (InvalidRecordException e) {
            throw new AssertionError(e);
        }
    }
}
