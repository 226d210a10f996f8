package io.tachograph.collectors.source.dcgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Peer;
import io.tachograph.schemas.avro.GpuSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DcgmSourceTest {
    private static final long MIB = 1L << 20;

    private Peer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private List<GpuSample> read(byte[] text) throws Exception {
        peer.page("/metrics", Peer.bytes(200, "text/plain", text));
        SourceContext context =
                new SourceContext("agent-1", "n", WallClock.ofProcess(), new DiscoveredTargets(), name -> null);
        NamedSource source = new DcgmSourceKind()
                .open(new DcgmSettings(peer.url(), null, null), context)
                .get(0);
        assertThat(source.name()).isEqualTo("dcgm " + peer.url() + "/metrics");
        List<SpecificRecord> records = new ArrayList<>();
        source.source().read(records::add).toCompletableFuture().get();
        return records.stream().map(GpuSample.class::cast).toList();
    }

    private List<GpuSample> read(String... lines) throws Exception {
        return read((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void h100_isToldInOurUnits() throws Exception {
        List<GpuSample> gpus = read(Peer.captured("/io/tachograph/collectors/source/dcgm/h100.prom"));

        GpuSample first = gpus.get(0);
        assertThat(first)
                .isEqualTo(GpuSample.newBuilder()
                        .setGpu("GPU-22dbdd79-f55a-92a8-aa39-322198e72ed6")
                        .setIndex(0)
                        .setName("NVIDIA H100 80GB HBM3")
                        .setNode("ip-100-64-171-120.ec2.internal")
                        .setAgent("agent-1")
                        .setSource("dcgm")
                        .setDriverVersion("580.105.08")
                        .setAtMicros(first.getAtMicros())
                        .setPowerWatts(67.351)
                        .setEnergyMillijoules(196_764_132L)
                        .setMemoryUsedBytes(71_232 * MIB)
                        .setMemoryTotalBytes(81_559 * MIB)
                        .setTemperatureCelsius(27.0)
                        .setSmClockMhz(1980)
                        .setMemoryClockMhz(2619)
                        .build());
        assertThat(gpus.get(1).getPowerWatts()).isEqualTo(67.746);
        assertThat(gpus.get(1).getMemoryUsedBytes())
                .as("what the exporter does not tell")
                .isNull();
    }

    /** A MIG row of utilisation is an instance's, a blank is nothing. */
    @Test
    void netdatasText_hasItsWholeGpu() throws Exception {
        List<GpuSample> gpus = read(Peer.captured("dcgm-netdata-testdata-mig-blank.prom"));

        assertThat(gpus).hasSize(1);
        assertThat(gpus.get(0).getGpu()).isEqualTo("GPU-aaa");
        assertThat(gpus.get(0).getNode()).isEqualTo("host1");
        assertThat(gpus.get(0).getUtilization()).isEqualTo(0.8);
        assertThat(gpus.get(0).getMemoryUsedBytes()).isEqualTo(1024 * MIB);
        assertThat(gpus.get(0).getMemoryTotalBytes()).isNull();
    }

    @Test
    void blanks_areNothing() throws Exception {
        List<GpuSample> gpus = read(
                "DCGM_FI_DEV_GPU_TEMP{UUID=\"GPU-a\"} 40",
                "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\"} 140737488355328.000000",
                "DCGM_FI_DEV_FB_USED{UUID=\"GPU-a\"} 9223372036854775794",
                "DCGM_FI_DEV_SM_CLOCK{UUID=\"GPU-a\"} 2147483635",
                "DCGM_FI_DEV_MEM_CLOCK{UUID=\"GPU-a\"} NaN",
                "DCGM_FI_DEV_GPU_UTIL{UUID=\"GPU-a\"} -1");

        assertThat(gpus).singleElement().satisfies(gpu -> {
            assertThat(gpu.getTemperatureCelsius()).isEqualTo(40);
            assertThat(gpu.getPowerWatts()).isNull();
            assertThat(gpu.getMemoryUsedBytes()).isNull();
            assertThat(gpu.getSmClockMhz()).isNull();
            assertThat(gpu.getMemoryClockMhz()).isNull();
            assertThat(gpu.getUtilization()).isNull();
            assertThat(gpu.getIndex()).isNull();
            assertThat(gpu.getNode()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void partitionedGpu_addsUpItsMemoryAndHasOnePower() throws Exception {
        List<GpuSample> gpus = read(
                "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",GPU_I_ID=\"1\",pod=\"x\"} 300",
                "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-a\",GPU_I_ID=\"2\",pod=\"y\"} 300",
                "DCGM_FI_DEV_FB_USED{UUID=\"GPU-a\",GPU_I_ID=\"1\",pod=\"x\"} 100",
                "DCGM_FI_DEV_FB_USED{UUID=\"GPU-a\",GPU_I_ID=\"1\",pod=\"z\"} 100",
                "DCGM_FI_DEV_FB_USED{UUID=\"GPU-a\",GPU_I_ID=\"2\",pod=\"y\"} 50",
                "DCGM_FI_DEV_GPU_UTIL{UUID=\"GPU-a\",GPU_I_ID=\"2\",pod=\"y\"} 50");

        assertThat(gpus).singleElement().satisfies(gpu -> {
            assertThat(gpu.getPowerWatts()).isEqualTo(300);
            assertThat(gpu.getMemoryUsedBytes()).isEqualTo(150 * MIB);
            assertThat(gpu.getUtilization()).isNull();
        });
    }

    @Test
    void gpuThatPodsShare_countsOnce() throws Exception {
        List<GpuSample> gpus = read(
                "DCGM_FI_DEV_FB_USED{gpu=\"3\",uuid=\"GPU-a\",hostname=\"h\",pod=\"x\"} 100",
                "DCGM_FI_DEV_FB_USED{gpu=\"3\",uuid=\"GPU-a\",hostname=\"h\",pod=\"y\"} 100");

        assertThat(gpus).singleElement().satisfies(gpu -> {
            assertThat(gpu.getMemoryUsedBytes()).isEqualTo(100 * MIB);
            assertThat(gpu.getIndex()).isEqualTo(3);
            assertThat(gpu.getNode()).isEqualTo("h");
        });
    }

    @Test
    void amd_byEitherSpelling() throws Exception {
        List<GpuSample> gpus = read(
                "gpu_average_package_power{GPU_ID=\"0\",GPU_UUID=\"u0\",CARD_MODEL=\"0xc34\"} 120",
                "gpu_edge_temperature{GPU_ID=\"0\",GPU_UUID=\"u0\"} 32",
                "amd_gpu_used_vram{gpu_id=\"1\",gpu_uuid=\"u1\",card_series=\"MI300X\",hostname=\"h\"} 285",
                "amd_gpu_total_vram{gpu_id=\"1\",gpu_uuid=\"u1\"} 196592",
                "amd_gpu_gfx_activity{gpu_id=\"1\",gpu_uuid=\"u1\"} 50",
                "amd_gpu_clock{clock_index=\"0\",clock_type=\"GPU_CLOCK_TYPE_SYSTEM\",gpu_uuid=\"u1\"} 132",
                "amd_gpu_clock{clock_index=\"8\",clock_type=\"GPU_CLOCK_TYPE_MEMORY\",gpu_uuid=\"u1\"} 900");

        assertThat(gpus).hasSize(2);
        GpuSample second = gpus.stream()
                .filter(gpu -> gpu.getGpu().equals("u1"))
                .findFirst()
                .orElseThrow();
        assertThat(second.getMemoryTotalBytes()).isEqualTo(196_592 * MIB);
        assertThat(second.getUtilization()).isEqualTo(0.5);
        assertThat(second.getSmClockMhz()).isEqualTo(132);
        assertThat(second.getMemoryClockMhz()).isEqualTo(900);
        assertThat(second.getName()).isEqualTo("MI300X");
    }

    @Test
    void otherPages_areRefusedWithTheReason() {
        assertThat(failure("node_cpu 1\n").kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure("<html>\n").kind()).isEqualTo(FailureKind.MALFORMED);
    }

    private SourceException failure(String text) {
        Throwable failure = catchThrowable(() -> read(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(failure.getCause()).isInstanceOf(SourceException.class);
        return (SourceException) failure.getCause();
    }
}
