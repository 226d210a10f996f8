package io.tachograph.windows.engine;

import io.tachograph.schemas.avro.EngineHistogram;
import io.tachograph.schemas.avro.EngineSample;
import java.util.List;
import java.util.Map;

/** Engine readings for tests, from a midnight on. */
public final class EngineSamples {
    public static final long MIDNIGHT_MILLIS = 1_772_582_400_000L;

    private EngineSamples() {}

    public static EngineSample.Builder at(String target, double secondsAfterMidnight) {
        return EngineSample.newBuilder()
                .setTarget(target)
                .setEngine("vllm")
                .setEngineVersion("0.30")
                .setAgent("agent-1")
                .setAtMicros(MIDNIGHT_MILLIS * 1_000 + Math.round(secondsAfterMidnight * 1e6))
                .setGauges(Map.of())
                .setCounters(Map.of())
                .setHistograms(Map.of());
    }

    public static EngineHistogram histogram(double sum, List<Double> bounds, Long... counts) {
        return new EngineHistogram(bounds, List.of(counts), sum);
    }
}
