package io.tachograph.collectors.source.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.GpuSample;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers of many years have different functions, and give the same samples. */
class NvmlDriversTest {
    @ParameterizedTest
    @ValueSource(ints = {450, 470, 535, 550, 580, 700})
    void everyDriver_givesEverySample(int version) throws Exception {
        try (FakeNvml nvml = FakeNvml.ofDriver(version).script("process 1 4294967295 12345", "process 1 2 3");
                NvmlTestSource source = new NvmlTestSource(nvml.path())) {
            GpuSample sample = source.read().get(1);

            for (String field : List.of(
                    "utilization",
                    "memory_utilization",
                    "power_watts",
                    "power_limit_watts",
                    "energy_millijoules",
                    "memory_temperature_celsius",
                    "sm_clock_mhz",
                    "memory_clock_mhz",
                    "ecc_corrected",
                    "xids")) {
                assertThat(sample.get(field)).as(field).isNotNull();
            }
            assertThat(sample.getTemperatureCelsius()).isEqualTo(55);
            assertThat(sample.getThrottleReasons()).isEqualTo(0x105);
            assertThat(sample.getMemoryTotalBytes()).isEqualTo(80L << 30);
            assertThat(sample.getProcesses()).isEqualTo(2);
            // Before 510, what the driver keeps for itself counts as used.
            assertThat(sample.getMemoryUsedBytes()).isEqualTo((8L << 30) + 4096 + (version < 510 ? 1L << 29 : 0));
            assertThat(sample.getDriverVersion()).isEqualTo(version + ".54.15");
        }
    }
}
