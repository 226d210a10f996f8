package io.tachograph.collectors.source.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.container.GpuProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvmlProcessesTest {
    private static final String ID = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String GPU_0 = "GPU-00000000-0000-4000-8000-000000000000";
    private static final String GPU_1 = "GPU-00000001-0000-4000-8000-000000000000";

    @TempDir
    Path proc;

    private void countAsTheHost() throws IOException {
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[4026531836]"));
    }

    private void putIntoContainer(long pid) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(folder.resolve("cgroup"), "0::/system.slice/docker-" + ID + ".scope\n");
    }

    /** Of each form of the list: structs of 16, 24 and 32 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {450, 470, 535, 550, 580})
    void processes_haveTheirGpuContainerAndMemory(int driver) throws Exception {
        countAsTheHost();
        putIntoContainer(4711);
        try (FakeNvml nvml = FakeNvml.ofDriver(driver);
                NvmlProcesses processes = new NvmlProcesses(nvml.path(), proc)) {
            // -1 is how NVML says that it does not know: all ones.
            nvml.script("process 0 4711 8589934592", "process 0 4712 18446744073709551615", "process 1 4711 4096");

            assertThat(processes.read())
                    .containsExactly(
                            new GpuProcess(GPU_0, 4711, ID, 8L << 30),
                            new GpuProcess(GPU_0, 4712, null, null),
                            new GpuProcess(GPU_1, 4711, ID, 4096L));
        }
    }

    @Test
    void processesThatComeMeanwhile_areInTheList() throws Exception {
        try (FakeNvml nvml = FakeNvml.ofDriver(FakeNvml.NEWEST);
                NvmlProcesses processes = new NvmlProcesses(nvml.path(), proc)) {
            // Twenty more after each question: more than there is room for the first time.
            nvml.script("process 0 1 1", "grow 0 20");

            assertThat(processes.read()).hasSizeGreaterThan(1).first().isEqualTo(new GpuProcess(GPU_0, 1, null, 1L));
            assertThat(nvml.timesCalled("nvmlDeviceGetComputeRunningProcesses_v3 0"))
                    .isGreaterThan(2);
        }
    }

    @Test
    void manyProcesses_areAllListed() throws Exception {
        try (FakeNvml nvml = FakeNvml.ofDriver(FakeNvml.NEWEST);
                NvmlProcesses processes = new NvmlProcesses(nvml.path(), proc)) {
            IntStream.range(1, 1_000).forEach(pid -> nvml.script("process 0 " + pid + " " + pid));

            assertThat(processes.read()).hasSize(999).last().isEqualTo(new GpuProcess(GPU_0, 999, null, 999L));
        }
    }

    @Test
    void withinANamespaceOfItsOwn_noProcessIsTakenForAnother() throws Exception {
        putIntoContainer(4711);
        try (FakeNvml nvml = FakeNvml.ofDriver(FakeNvml.NEWEST).script("process 0 4711 1");
                NvmlProcesses processes = new NvmlProcesses(nvml.path(), proc)) {
            assertThat(processes.read()).containsExactly(new GpuProcess(GPU_0, 4711, null, 1L));
        }
    }

    @Test
    void listThatIsRefused_isEmptyAndNoFailure() throws Exception {
        try (FakeNvml nvml = FakeNvml.ofDriver(FakeNvml.NEWEST).script("process 0 4711 1");
                NvmlProcesses processes = new NvmlProcesses(nvml.path(), proc)) {
            for (String form : List.of("", "_v2", "_v3")) {
                nvml.script("return nvmlDeviceGetComputeRunningProcesses" + form + " -1 4");
            }
            assertThat(processes.read()).isEmpty();
        }
    }

    @Test
    void besideTheSourceOfSamples_bothReadAndEachShutsDownForItself() throws Exception {
        try (FakeNvml nvml = FakeNvml.ofDriver(FakeNvml.NEWEST).script("process 1 7 1");
                NvmlTestSource source = new NvmlTestSource(nvml.path())) {
            try (NvmlProcesses processes = new NvmlProcesses(nvml.path(), proc)) {
                assertThat(source.read()).hasSize(2);
                assertThat(processes.read()).hasSize(1);
            }
            assertThat(source.read()).hasSize(2);
        }
    }

    @Test
    void noLibrary_isSaid() {
        try (NvmlProcesses processes = new NvmlProcesses("libno-such-nvml.so.1", proc)) {
            assertThatThrownBy(processes::read).isInstanceOf(SourceException.class);
        }
    }
}
