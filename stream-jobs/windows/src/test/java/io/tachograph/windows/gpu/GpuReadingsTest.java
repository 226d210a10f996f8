package io.tachograph.windows.gpu;

import static io.tachograph.windows.gpu.GpuSamples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.InvalidRecordException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuReadingsTest {
    @Test
    void whatCannotBeTrue_isRefusedWithItsField() {
        List<GpuSample> bad = List.of(
                at("GPU-1", 0).setPowerWatts(Double.NaN).build(),
                at("GPU-1", 0).setPowerWatts(-1.0).build(),
                at("GPU-1", 0).setUtilization(87.0).build(),
                at("GPU-1", 0).setTemperatureCelsius(Double.POSITIVE_INFINITY).build(),
                at("GPU-1", 0).setEnergyMillijoules(Long.MAX_VALUE).build(),
                at("GPU-1", 0).setMemoryUsedBytes(-5L).build(),
                at("GPU-1", 0).setAtMicros(0).build(),
                at(" ", 0).build(),
                at("GPU-1", 0).setNode("n".repeat(10_000)).build(),
                at("GPU-\0", 0).build());
        List<String> fields = List.of(
                "power_watts",
                "power_watts",
                "utilization",
                "temperature",
                "energy",
                "memory",
                "at_micros",
                "gpu",
                "node",
                "gpu");
        for (int i = 0; i < bad.size(); i++) {
            GpuSample sample = bad.get(i);
            assertThatThrownBy(() -> GpuReadings.of(sample, 0, 0))
                    .isInstanceOf(InvalidRecordException.class)
                    .hasMessageStartingWith(fields.get(i));
        }
    }

    @Test
    void throttle_isPowerOrHeatButNotIdleness() throws Exception {
        assertThat(GpuReadings.of(at("g", 0).setThrottleReasons(0x1L).build(), 0, 0)
                        .gauge(GpuGauge.THROTTLED))
                .isZero();
        assertThat(GpuReadings.of(at("g", 0).setThrottleReasons(0x24L).build(), 0, 0)
                        .gauge(GpuGauge.THROTTLED))
                .isEqualTo(1);
        assertThat(GpuReadings.of(at("g", 0).build(), 0, 0).gauge(GpuGauge.THROTTLED))
                .isNaN();
    }

    @Test
    void reading_survivesBeingWritten() throws Exception {
        GpuReading reading = GpuReadings.of(
                at("GPU-1", 1.25)
                        .setPowerWatts(417.3)
                        .setMemoryTotalBytes(150L << 30)
                        .build(),
                4,
                17);

        GpuReading copy = BinaryCopies.of(new GpuReadingFormat(), reading);

        assertThat(copy.gauges()).containsExactly(reading.gauges());
        assertThat(copy).usingRecursiveComparison().ignoringFields("gauges").isEqualTo(reading);
    }
}
