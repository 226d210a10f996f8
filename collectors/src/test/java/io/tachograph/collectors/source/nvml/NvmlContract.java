package io.tachograph.collectors.source.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.GpuSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds of two readings of any GPU, the fake's or a real one, one a little after the other. */
final class NvmlContract {
    private NvmlContract() {}

    static void check(List<GpuSample> first, List<GpuSample> second) {
        assertThat(first).isNotEmpty();
        assertThat(second)
                .extracting(GpuSample::getGpu)
                .containsExactlyElementsOf(first.stream().map(GpuSample::getGpu).toList());
        for (int i = 0; i < first.size(); i++) {
            check(first.get(i));
            check(second.get(i));
            assertThat(orZero(second.get(i).getEnergyMillijoules()))
                    .isGreaterThanOrEqualTo(orZero(first.get(i).getEnergyMillijoules()));
            assertThat(second.get(i).getAtMicros())
                    .isGreaterThanOrEqualTo(first.get(i).getAtMicros());
        }
    }

    private static void check(GpuSample sample) {
        assertThat(sample.getGpu()).matches("(GPU|MIG)-[0-9a-f-]{36}");
        assertThat(sample.getParent() == null).isEqualTo(sample.getGpu().startsWith("GPU"));
        assertThat(sample.getName()).isNotEmpty();
        assertThat(sample.getDriverVersion()).matches("[0-9]+(\\.[0-9]+)+");
        within(sample.getUtilization(), 0, 1);
        within(sample.getMemoryUtilization(), 0, 1);
        within(sample.getPowerWatts(), 1, 5_000);
        within(sample.getPowerLimitWatts(), 1, 5_000);
        within(sample.getTemperatureCelsius(), 1, 150);
        within(sample.getMemoryTemperatureCelsius(), 0, 150);
        within(sample.getSmClockMhz(), 0, 10_000);
        within(sample.getMemoryClockMhz(), 0, 50_000);
        within(sample.getMemoryTotalBytes(), 1 << 28, 1L << 42);
        within(sample.getMemoryUsedBytes(), 0, orZero(sample.getMemoryTotalBytes()));
        within(sample.getEnergyMillijoules(), 0, 1e18);
        within(sample.getThrottleReasons(), 0, 0xFFFF);
        within(sample.getEccCorrected(), 0, 1e15);
        within(sample.getEccUncorrected(), 0, 1e15);
        within(sample.getPcieTxBytesPerSecond(), 0, 1e12);
        within(sample.getPcieRxBytesPerSecond(), 0, 1e12);
        within(sample.getProcesses(), 0, 100_000);
    }

    private static void within(@Nullable Number value, double least, double most) {
        if (value != null) {
            assertThat(value.doubleValue()).isBetween(least, most);
        }
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
