package io.tachograph.collectors.source.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.schemas.avro.GpuSample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings, and what is missing in them, against a library that is strict about how it is called. */
class NvmlSourceTest {
    private FakeNvml nvml;
    private NvmlTestSource source;

    @BeforeEach
    void open() throws Exception {
        nvml = FakeNvml.ofDriver(FakeNvml.NEWEST);
        source = new NvmlTestSource(nvml.path());
    }

    @AfterEach
    void close() {
        if (source != null) {
            source.close();
            nvml.close();
        }
    }

    @Test
    void everySample_isWhatTheDriverSays() {
        nvml.script("process 0 4711 1024", "process 0 4712 -1");

        assertThat(source.read())
                .containsExactly(
                        GpuSample.newBuilder()
                                .setGpu("GPU-00000000-0000-4000-8000-000000000000")
                                .setIndex(0)
                                .setName("Fake H100")
                                .setNode("node-1")
                                .setAgent("agent-1")
                                .setSource("nvml")
                                .setAtMicros(source.nowMicros())
                                .setDriverVersion("580.54.15")
                                .setPowerWatts(412.345)
                                .setPowerLimitWatts(700.0)
                                .setEnergyMillijoules(9_876_543_210_123L)
                                .setUtilization(0.61)
                                .setMemoryUtilization(0.23)
                                .setMemoryUsedBytes((7L << 30) + 4096)
                                .setMemoryTotalBytes(80L << 30)
                                .setTemperatureCelsius(54.0)
                                .setMemoryTemperatureCelsius(77.0)
                                .setSmClockMhz(1_979)
                                .setMemoryClockMhz(2_619)
                                .setThrottleReasons(0x104L)
                                .setEccCorrected(5L)
                                .setEccUncorrected(1L)
                                .setPcieTxBytesPerSecond(1_200_000L)
                                .setPcieRxBytesPerSecond(1_234_000L)
                                .setMig(false)
                                .setXids(List.of())
                                .setProcesses(2)
                                .build(),
                        GpuSample.newBuilder()
                                .setGpu("GPU-00000001-0000-4000-8000-000000000000")
                                .setIndex(1)
                                .setName("Fake H100")
                                .setNode("node-1")
                                .setAgent("agent-1")
                                .setSource("nvml")
                                .setAtMicros(source.nowMicros())
                                .setDriverVersion("580.54.15")
                                .setPowerWatts(412.346)
                                .setPowerLimitWatts(700.001)
                                .setEnergyMillijoules(9_876_543_210_124L)
                                .setUtilization(0.62)
                                .setMemoryUtilization(0.24)
                                .setMemoryUsedBytes((8L << 30) + 4096)
                                .setMemoryTotalBytes(80L << 30)
                                .setTemperatureCelsius(55.0)
                                .setMemoryTemperatureCelsius(77.0)
                                .setSmClockMhz(1_979)
                                .setMemoryClockMhz(2_619)
                                .setThrottleReasons(0x105L)
                                .setEccCorrected(5L)
                                .setEccUncorrected(1L)
                                .setPcieTxBytesPerSecond(1_200_000L)
                                .setPcieRxBytesPerSecond(1_234_000L)
                                .setMig(false)
                                .setXids(List.of())
                                .setProcesses(0)
                                .build());
    }

    @Test
    void library_isInitialisedOnceAndHandlesAreKept() {
        source.read();
        source.read();

        assertThat(nvml.called().get(0)).isEqualTo("nvmlInit_v2 -1");
        assertThat(nvml.timesCalled("nvmlInit_v2 -1")).isOne();
        assertThat(nvml.timesCalled("nvmlDeviceGetHandleByIndex_v2 0")).isOne();
        source.close();
        assertThat(nvml.called()).endsWith("nvmlEventSetFree -1", "nvmlShutdown -1");
    }

    /** The call, the number of the device that refuses it, and what is absent then. */
    @ParameterizedTest
    @CsvSource({
        "nvmlDeviceGetUtilizationRates, utilization",
        "nvmlDeviceGetPowerUsage, power_watts",
        "nvmlDeviceGetEnforcedPowerLimit, power_limit_watts",
        "nvmlDeviceGetTotalEnergyConsumption, energy_millijoules",
        "nvmlDeviceGetClockInfo, sm_clock_mhz",
        "nvmlDeviceGetTotalEccErrors, ecc_corrected",
        "nvmlDeviceGetTotalEccErrors, ecc_uncorrected",
        "nvmlDeviceGetPcieThroughput, pcie_tx_bytes_per_second",
        "nvmlDeviceGetMigMode, mig",
        "nvmlDeviceRegisterEvents, xids",
        "field, memory_temperature_celsius",
        "nvmlDeviceGetFieldValues, memory_temperature_celsius",
    })
    void notSupported_isAbsentOnThatDeviceAlone(String call, String field) {
        nvml.script("return " + call + " 0 3");

        List<GpuSample> samples = source.read();

        assertThat(samples.get(0).get(field)).isNull();
        assertThat(samples.get(1).get(field)).isNotNull();
    }

    @Test
    void nameThatIsNotTold_isEmpty() {
        nvml.script("return nvmlDeviceGetName -1 999", "return nvmlSystemGetDriverVersion -1 999");

        assertThat(source.read())
                .allSatisfy(sample ->
                        assertThat(sample.getName() + sample.getDriverVersion()).isEmpty());
    }

    @Test
    void oneClockThatIsNotThere_isAbsentAndTheOtherIsRead() {
        nvml.script("value nvmlDeviceGetClockInfo 0 2 0");

        assertThat(source.read().get(0).getMemoryClockMhz()).isNull();
        assertThat(source.read().get(0).getSmClockMhz()).isEqualTo(1_979);
    }

    @ParameterizedTest
    @CsvSource({"3", "4", "13", "25"})
    void whatIsNotOffered_isAskedForAgainAfterADay(int code) {
        nvml.script("return nvmlDeviceGetPowerUsage 0 " + code);
        source.read();
        source.later(Duration.ofHours(23));
        source.read();
        assertThat(nvml.timesCalled("nvmlDeviceGetPowerUsage 0")).isOne();

        source.later(Duration.ofHours(1));
        source.read();

        assertThat(nvml.timesCalled("nvmlDeviceGetPowerUsage 0")).isEqualTo(2);
    }

    @Test
    void passingFailure_isAskedForAgainAtOnce() {
        nvml.script("return nvmlDeviceGetPowerUsage 0 999 1");

        assertThat(source.read().get(0).getPowerWatts()).isNull();
        assertThat(source.read().get(0).getPowerWatts()).isEqualTo(412.345);
    }

    @Test
    void throughputOfPcie_isReadOnceAMinute() {
        source.read();
        source.later(Duration.ofSeconds(59));
        assertThat(source.read().get(0).getPcieRxBytesPerSecond()).isNull();
        source.later(Duration.ofSeconds(1));
        assertThat(source.read().get(0).getPcieRxBytesPerSecond()).isNotNull();
    }

    @Test
    void errors_comeWithTheNextReadingInOrderAndOnce() {
        source.read();
        nvml.script("xid 1 31", "xid 1 79", "xid 1 31");

        List<GpuSample> next = source.read();

        assertThat(next.get(0).getXids()).isEmpty();
        assertThat(next.get(1).getXids()).containsExactly(31L, 79L, 31L);
        assertThat(source.read().get(1).getXids()).isEmpty();
    }

    @Test
    void noLibrary_isOneSentence() {
        try (NvmlTestSource none = new NvmlTestSource("libno-such-nvml.so.1")) {
            assertThat(none.failure())
                    .hasMessageStartingWith("no NVIDIA driver here: the library libno-such-nvml.so.1 cannot be loaded")
                    .hasMessageNotContaining("\n")
                    .extracting(failure -> failure.kind())
                    .isEqualTo(FailureKind.UNAVAILABLE);
        }
    }

    @Test
    void noGpu_isOneSentenceAndLeavesNothingOpen() {
        nvml.script("gpus 0");

        assertThat(source.failure()).hasMessage("the NVIDIA driver is there, but it sees no GPU");
        assertThat(nvml.open()).isZero();
        nvml.script("gpus 1");
        assertThat(source.read()).hasSize(1);
    }
}
