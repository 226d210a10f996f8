package io.tachograph.simulator;

import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.GpuSample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Readings of one replica's engine and GPUs, true to what it served: counters are the engine's own, energy follows the
 * law of {@link GpuMeter}; only power readings scatter, by up to one per cent and by the seed. Lives on the replica's
 * loop.
 */
final class ReplicaTelemetry {
    private static final String AGENT = "simulator";
    private static final long MEMORY_BYTES = 80L << 30;
    private static final double NOISE = 0.01;
    /** Near peak power, the driver holds the clock down. */
    private static final double CAP_WATTS = 640;

    private final BatchEngine engine;
    private final EngineMetrics metrics;
    private final String node;
    private final String target;
    private final List<String> gpus = new ArrayList<>();
    private final SplittableRandom noise;
    private long lastMicros;
    private long lastBusyNanos;

    ReplicaTelemetry(ReplicaParts parts, long seed, String node, String target, int gpus) {
        this(parts.engine(), parts.metrics(), seed, node, target, gpus);
    }

    ReplicaTelemetry(BatchEngine engine, EngineMetrics metrics, long seed, String node, String target, int gpus) {
        this.engine = engine;
        this.metrics = metrics;
        this.node = node;
        this.target = target;
        this.noise = new SplittableRandom(seed);
        for (int i = 0; i < gpus; i++) {
            byte[] name = (seed + "/" + node + "/" + i).getBytes(StandardCharsets.UTF_8);
            this.gpus.add("GPU-" + UUID.nameUUIDFromBytes(name));
        }
    }

    List<GpuAssignment> assignments(long fromMicros, @Nullable Long toMicros, long nowMicros) {
        return gpus.stream()
                .map(gpu -> new GpuAssignment(
                        gpu,
                        target,
                        fromMicros,
                        toMicros,
                        nowMicros,
                        AGENT,
                        "the simulated replica " + node + " owns it",
                        null))
                .toList();
    }

    /** One reading of each GPU. */
    List<GpuSample> gpus(long nowMicros) {
        GpuMeter meter = engine.gpu();
        double watts = GpuMeter.watts(meter.batch());
        Double utilization = lastMicros == 0 || nowMicros <= lastMicros
                ? null
                : Math.min(1, (meter.busyNanos() - lastBusyNanos) / 1e3 / (nowMicros - lastMicros));
        lastMicros = nowMicros;
        lastBusyNanos = meter.busyNanos();
        List<GpuSample> samples = new ArrayList<>();
        for (int i = 0; i < gpus.size(); i++) {
            samples.add(GpuSample.newBuilder()
                    .setGpu(gpus.get(i))
                    .setIndex(i)
                    .setName("Simulated GPU")
                    .setNode(node)
                    .setAgent(AGENT)
                    .setAtMicros(nowMicros)
                    .setPowerWatts(watts * (1 + NOISE * (2 * noise.nextDouble() - 1)))
                    .setEnergyMillijoules(Math.round(meter.joules() * 1e3))
                    .setUtilization(utilization)
                    .setMemoryUsedBytes(MEMORY_BYTES / 10 * 9)
                    .setMemoryTotalBytes(MEMORY_BYTES)
                    .setTemperatureCelsius(30 + watts / 16)
                    .setSmClockMhz(watts > CAP_WATTS ? 1_755 : 1_980)
                    .setMemoryClockMhz(2_619)
                    .setSource(AGENT)
                    .setThrottleReasons(watts > CAP_WATTS ? 4L : meter.batch() == 0 ? 1L : 0L)
                    .build());
        }
        return samples;
    }

    EngineSample engine(long nowMicros) {
        EngineSample.Builder sample = EngineSample.newBuilder()
                .setTarget(target)
                .setEngine("vllm")
                .setEngineVersion(Routes.VERSION)
                .setAgent(AGENT)
                .setAtMicros(nowMicros)
                .setGauges(Map.of(
                        "running", (double) engine.running(),
                        "waiting", (double) engine.waiting(),
                        "kv_cache_usage", Math.min(1, engine.cacheUsage())));
        metrics.writeTo(sample);
        return sample.build();
    }
}
