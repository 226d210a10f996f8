package io.tachograph.collectors.source.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.schemas.avro.GpuSample;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done when the driver, or a GPU, goes away. */
class NvmlFailuresTest {
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

    @ParameterizedTest
    @CsvSource({
        "9, UNAVAILABLE, the NVIDIA driver is not loaded",
        "18, UNAVAILABLE, the NVIDIA driver was updated under this process: restart the agent",
        "4, REFUSED, may not open NVIDIA's devices",
        "999, UNAVAILABLE, nvmlInit says Unknown Error (999)"
    })
    void libraryThatCannotBeUsed_isOneSentence(int code, FailureKind kind, String sentence) {
        nvml.script("return nvmlInit_v2 -1 " + code);

        SourceException failure = source.failure();

        assertThat(failure).hasMessageStartingWith(sentence);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    @Test
    void driverUpdatedWhileRunning_isToldAndReadAgainWhenItFits() {
        source.read();
        nvml.script("return nvmlDeviceGetTotalEnergyConsumption 0 18 1");

        assertThat(source.failure()).hasMessageContaining("restart the agent");
        assertThat(nvml.open()).isZero();
        assertThat(source.read()).hasSize(2);
    }

    @Test
    void libraryShutDownBySomebodyElse_isInitialisedAgainWithinTheReading() {
        source.read();
        nvml.script("return nvmlDeviceGetName 0 1 1");

        assertThat(source.read()).extracting(GpuSample::getIndex).containsExactly(0, 1);
        assertThat(nvml.timesCalled("nvmlInit_v2 -1")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"15, is lost to the driver", "16, must be reset"})
    void lostGpu_isToldWhileTheOthersAreRead(int code, String sentence) {
        source.read();
        nvml.script("return nvmlDeviceGetPowerUsage 0 " + code, "return nvmlDeviceGetHandleByIndex_v2 0 " + code);

        NvmlTestSource.Outcome losing = source.tryRead();
        NvmlTestSource.Outcome after = source.tryRead();

        assertThat(losing.failure())
                .hasMessageContaining("GPU-00000000-0000-4000-8000-000000000000")
                .hasMessageContaining(sentence);
        assertThat(after.failure()).hasMessageStartingWith("GPU 0").hasMessageContaining(sentence);
        assertThat(losing.samples()).extracting(GpuSample::getIndex).containsExactly(1);
        assertThat(after.samples()).extracting(GpuSample::getIndex).containsExactly(1);
    }

    @Test
    void lostGpu_isLookedForOnceAMinuteUntilItIsBack() {
        source.read();
        nvml.script("return nvmlDeviceGetPowerUsage 0 15 1", "return nvmlDeviceGetHandleByIndex_v2 0 15 1");
        source.tryRead();
        source.tryRead();
        source.later(Duration.ofSeconds(59));
        assertThat(source.failure()).isNotNull();
        assertThat(nvml.timesCalled("nvmlInit_v2 -1")).isEqualTo(2);

        source.later(Duration.ofSeconds(1));

        assertThat(source.read()).hasSize(2);
    }

    @Test
    void errorsOfALostGpu_areNotLostWithIt() {
        source.read();
        nvml.script("xid 0 79", "return nvmlDeviceGetTotalEnergyConsumption 0 15");

        GpuSample last = source.tryRead().samples().get(0);

        assertThat(last.getXids()).containsExactly(79L);
        assertThat(last.getEnergyMillijoules()).isNull();
    }

    @Test
    void gpusOfOthers_areLeftOut() {
        nvml.script("return nvmlDeviceGetHandleByIndex_v2 0 4");

        assertThat(source.read()).extracting(GpuSample::getIndex).containsExactly(1);
    }

    @Test
    void gpusOfOthersAlone_areAMatterOfPermission() {
        nvml.script("return nvmlDeviceGetHandleByIndex_v2 -1 4");

        assertThat(source.failure().kind()).isEqualTo(FailureKind.REFUSED);
        assertThat(nvml.open()).isZero();
    }

    @Test
    void readingThatHangs_isNotJoinedByAnother() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        NvmlConnection connection = new NvmlConnection(nvml.path(), System::nanoTime);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try {
            Future<?> hanging = threads.submit(() -> {
                connection.use(session -> {
                    begun.countDown();
                    waitFor(released);
                });
                return null;
            });
            waitFor(begun);
            assertThat(hanging).isNotDone();

            assertThatThrownBy(() -> connection.use(session -> {}))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("has not come back from the NVIDIA driver");
            connection.close();
            assertThat(nvml.open())
                    .as("nothing is shut down under a running call")
                    .isPositive();
        } finally {
            released.countDown();
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(nvml.open()).isZero();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
