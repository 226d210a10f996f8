package io.tachograph.collectors.source.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.collectors.source.container.GpuProcess;
import io.tachograph.schemas.avro.GpuSample;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GPU that is divided: the fake's instances of GPU 0 have the numbers 0, 2, … with nothing between them. */
class NvmlMigTest {
    private static final String WHOLE = "GPU-00000000-0000-4000-8000-000000000000";
    private static final String FIRST = "MIG-00000100-0000-4000-8000-000000000000";
    private static final String SECOND = "MIG-00000102-0000-4000-8000-000000000000";

    private FakeNvml nvml;
    private NvmlTestSource source;

    @BeforeEach
    void open() throws Exception {
        nvml = FakeNvml.ofDriver(FakeNvml.NEWEST).script("gpus 1", "mig 0 2");
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
    void instances_haveMemoryAndProcesses_andTheWholeHasTheRest() {
        nvml.script("process 102 4711 1");

        List<GpuSample> samples = source.read();

        assertThat(samples).extracting(GpuSample::getGpu).containsExactly(WHOLE, FIRST, SECOND);
        assertThat(samples).extracting(GpuSample::getParent).containsExactly(null, WHOLE, WHOLE);
        assertThat(samples.get(0).getMig()).isTrue();
        assertThat(samples.get(0).getUtilization()).isNull();
        assertThat(samples.get(0).getPowerWatts()).isNotNull();
        GpuSample instance = samples.get(2);
        assertThat(instance.getMemoryTotalBytes()).isEqualTo(10L << 30);
        assertThat(instance.getMemoryUsedBytes()).isEqualTo((3L << 30) + 4096);
        assertThat(instance.getProcesses()).isOne();
        assertThat(instance.getPowerWatts()).isNull();
        assertThat(instance.getEnergyMillijoules()).isNull();
        assertThat(instance.getIndex()).isNull();
        assertThat(instance.getXids()).isNull();
    }

    @Test
    void gpuDividedAnew_givesItsNewInstances() {
        source.read();

        nvml.script("mig 0 3");
        assertThat(source.read()).hasSize(4);
        nvml.script("mig 0 0");
        assertThat(source.read()).extracting(GpuSample::getMig).containsExactly(false);
        assertThat(nvml.timesCalled("nvmlInit_v2 -1")).isOne();
    }

    @Test
    void instanceRemovedRightNow_isLeftOut() {
        nvml.script("return nvmlDeviceGetUUID 100 2 1");

        assertThat(source.read()).extracting(GpuSample::getGpu).containsExactly(WHOLE, SECOND);
        assertThat(source.read()).hasSize(3);
    }

    @Test
    void processes_areTheInstances(@TempDir Path proc) throws Exception {
        nvml.script("process 100 7 1", "process 102 8 2", "return nvmlDeviceGetComputeRunningProcesses_v3 0 4");

        try (NvmlProcesses processes = new NvmlProcesses(nvml.path(), proc)) {
            assertThat(processes.read())
                    .containsExactly(new GpuProcess(FIRST, 7, null, 1L), new GpuProcess(SECOND, 8, null, 2L));
        }
    }
}
