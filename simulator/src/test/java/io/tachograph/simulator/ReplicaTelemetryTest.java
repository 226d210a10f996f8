package io.tachograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.GpuSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReplicaTelemetryTest {
    private static final long SECOND = 1_000_000_000;

    private final ManualClock clock = new ManualClock();

    private ReplicaTelemetry telemetry(BatchEngine engine, EngineMetrics metrics, long seed) {
        return new ReplicaTelemetry(engine, metrics, seed, "atlas-1", "sim-vllm-atlas", 2);
    }

    @Test
    void energy_isTheLawsIntegralOverEveryChangeOfTheBatch() {
        // Given a meter that sees 0, 1, 5 and again 0 requests
        GpuMeter meter = new GpuMeter(clock.getAsLong());
        clock.advanceNanos(2 * SECOND);
        meter.batch(1, clock.getAsLong());
        clock.advanceNanos(SECOND / 2);
        meter.batch(5, clock.getAsLong());
        clock.advanceNanos(3 * SECOND);
        meter.batch(0, clock.getAsLong());
        clock.advanceNanos(SECOND);
        meter.batch(0, clock.getAsLong());

        double expected = 2 * 90 + 0.5 * (90 + 610 / 5.0) + 3 * (90 + 610 * 5 / 9.0) + 90;
        assertThat(meter.joules()).isCloseTo(expected, within(1e-9));
        assertThat(meter.busyNanos()).isEqualTo(3 * SECOND + SECOND / 2);
        assertThat(GpuMeter.watts(1_000_000)).isBetween(699.0, 700.0);
    }

    @Test
    void idleEngine_drawsIdlePowerAndHasCountedNothing() {
        EngineMetrics metrics = new EngineMetrics(100);
        BatchEngine engine =
                new BatchEngine(ReplicaConfig.of("atlas-1", "atlas", ReplicaUnderTest.FAST), metrics, clock);
        ReplicaTelemetry telemetry = telemetry(engine, metrics, 7);
        GpuSample first = telemetry.gpus(1_000_000).get(0);
        clock.advanceNanos(SECOND);
        List<GpuSample> second = telemetry.gpus(2_000_000);

        assertThat(second).hasSize(2);
        assertThat(second.get(0).getEnergyMillijoules() - first.getEnergyMillijoules())
                .isEqualTo(90_000);
        assertThat(second.get(0).getPowerWatts()).isCloseTo(90, within(0.9));
        assertThat(second.get(0).getUtilization()).isZero();
        assertThat(second.get(0).getGpu()).isNotEqualTo(second.get(1).getGpu());
        EngineSample sample = telemetry.engine(2_000_000);
        assertThat(sample.getCounters()).containsEntry("generation_tokens", 0.0);
        assertThat(Objects.requireNonNull(sample.getHistograms().get("ttft")).getCounts())
                .containsOnly(0L);
    }

    @Test
    void equalSeeds_giveEqualReadings() {
        List<List<GpuSample>> readings = new ArrayList<>();
        for (long seed : new long[] {7, 7, 8}) {
            EngineMetrics metrics = new EngineMetrics(100);
            BatchEngine engine =
                    new BatchEngine(ReplicaConfig.of("atlas-1", "atlas", ReplicaUnderTest.FAST), metrics, clock);
            readings.add(telemetry(engine, metrics, seed).gpus(1_000_000));
        }

        assertThat(readings.get(0)).isEqualTo(readings.get(1)).isNotEqualTo(readings.get(2));
    }

    @Test
    void runningFleet_tellsWhatItServed() throws Exception {
        List<SpecificRecord> records = new CopyOnWriteArrayList<>();
        FleetConfig config = new FleetConfig(
                "127.0.0.1", 3, false, List.of(ReplicaConfig.of("atlas-8b-1", "atlas-8b", ReplicaUnderTest.FAST)));
        TelemetryConfig every = new TelemetryConfig(
                replica -> "target of " + replica.name(), 2, Duration.ofMillis(20), Duration.ofMillis(20));
        try (ReplicaUnderTest server = new ReplicaUnderTest(config)) {
            FleetTelemetry telemetry = FleetTelemetry.start(server.fleet(), every, records::add);
            try {
                for (int i = 0; i < 3; i++) {
                    server.post(ReplicaUnderTest.CHAT, ReplicaUnderTest.chat(",\"max_tokens\":20"));
                }
                double generated = server.metric("vllm:generation_tokens_total");
                double asked = server.metric("vllm:time_to_first_token_seconds_count");

                // Then the readings come to say what the metrics page says
                Awaitility.await()
                        .atMost(30, TimeUnit.SECONDS)
                        .until(() -> engines(records).stream()
                                .anyMatch(sample -> Objects.requireNonNull(
                                                sample.getCounters().get("generation_tokens"))
                                        == generated));
                EngineSample last = engines(records).get(engines(records).size() - 1);
                assertThat(last.getTarget()).isEqualTo("target of atlas-8b-1");
                assertThat(Objects.requireNonNull(last.getHistograms().get("ttft")).getCounts().stream()
                                .mapToLong(n -> n)
                                .sum())
                        .isEqualTo((long) asked);
            } finally {
                telemetry.close();
            }
        }

        // And each GPU is assigned from the beginning to the end
        List<GpuAssignment> assignments = of(records, GpuAssignment.class);
        Set<String> gpus =
                of(records, GpuSample.class).stream().map(GpuSample::getGpu).collect(Collectors.toSet());
        assertThat(gpus).hasSize(2);
        assertThat(assignments.subList(0, 2)).allMatch(assignment -> assignment.getValidToMicros() == null);
        assertThat(assignments.subList(2, 4)).allMatch(assignment -> assignment.getValidToMicros() != null);
        assertThat(assignments).extracting(GpuAssignment::getGpu).containsAll(gpus);
    }

    private static List<EngineSample> engines(List<SpecificRecord> records) {
        return of(records, EngineSample.class);
    }

    private static <R> List<R> of(List<SpecificRecord> records, Class<R> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
