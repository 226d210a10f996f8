package io.tachograph.jobs.sample;

import static io.tachograph.windows.gpu.GpuSamples.MIDNIGHT_MILLIS;
import static io.tachograph.windows.gpu.GpuSamples.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.store.Resolution;
import io.tachograph.windows.gpu.GpuKind;
import io.tachograph.windows.gpu.GpuReading;
import io.tachograph.windows.gpu.GpuSeriesFormat;
import io.tachograph.windows.gpu.GpuTotals;
import io.tachograph.windows.gpu.GpuWindowFormat;
import io.tachograph.windows.sample.SampleGrid;
import io.tachograph.windows.sample.SampleWindow;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** State and timers of the function alone, driven by hand. */
class SampleWindowFunctionTest {
    private KeyedOneInputStreamOperatorTestHarness<String, GpuReading, SampleWindow<GpuTotals>> harness = harness();

    private static KeyedOneInputStreamOperatorTestHarness<String, GpuReading, SampleWindow<GpuTotals>> harness() {
        try {
            KeyedOneInputStreamOperatorTestHarness<String, GpuReading, SampleWindow<GpuTotals>> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(new SampleWindowFunction<>(
                                    Topics.GPU_SAMPLES,
                                    SampleGrid.withGap(Duration.ofSeconds(3)),
                                    new GpuKind(),
                                    new GpuSeriesFormat())),
                            GpuReading::series,
                            Types.STRING);
            harness.setup(VersionedType.of(new GpuWindowFormat()).createSerializer(new SerializerConfigImpl()));
            return harness;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void open() throws Exception {
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void reads(double second, double watts) throws Exception {
        GpuReading reading = reading(second, watts, null);
        harness.processElement(new StreamRecord<>(reading, reading.atMicros() / 1_000));
    }

    private void clockAt(long second) throws Exception {
        harness.processWatermark(MIDNIGHT_MILLIS + second * 1_000);
    }

    private void crash() throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();
    }

    private List<SampleWindow<GpuTotals>> emitted() {
        List<SampleWindow<GpuTotals>> windows = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return windows;
    }

    @Test
    void window_comesAtItsEndAndCompleteWhenTheGapHasPassed() throws Exception {
        for (int second = 0; second <= 12; second++) {
            reads(second, 200);
        }
        clockAt(9);
        assertThat(emitted()).isEmpty();
        clockAt(10);
        assertThat(emitted())
                .singleElement()
                .satisfies(window -> assertThat(window.complete()).isFalse());
        clockAt(13);
        assertThat(emitted()).singleElement().satisfies(window -> {
            assertThat(window.complete()).isTrue();
            assertThat(window.resolution()).isEqualTo(Resolution.TEN_SECONDS);
            assertThat(window.totals().energyJoules()).isEqualTo(2_000, within(1e-9));
        });
    }

    @Test
    void crashInTheMiddle_changesNothing() throws Exception {
        for (int second = 0; second <= 7; second++) {
            reads(second, 100 + second);
        }
        crash();
        reads(7, 100 + 7);
        for (int second = 8; second <= 11; second++) {
            reads(second, 100 + second);
        }
        clockAt(13);

        GpuTotals totals = emitted().get(1).totals();
        assertThat(totals.samples()).isEqualTo(10);
        assertThat(totals.energyJoules()).isEqualTo(1_050, within(1e-9));
    }

    @Test
    void readingAfterItsTimeWasCounted_goesAsideEvenAfterACrash() throws Exception {
        reads(1, 100);
        clockAt(13);
        crash();
        emitted();

        reads(2, 100);
        clockAt(14);

        assertThat(emitted()).isEmpty();
        assertThat(harness.getSideOutput(SampleWindowFunction.REFUSED))
                .extracting(StreamRecord::getValue)
                .singleElement()
                .extracting(DeadLetter::getReason)
                .isEqualTo(DeadLetterReason.LATE);
    }

    @Test
    void silentSeries_leavesNoState() throws Exception {
        reads(1, 100);
        clockAt(63);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        clockAt(86_401);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readingAfterADayOfSilence_isCountedAndTheSeriesGoesOn() throws Exception {
        reads(1, 100);
        clockAt(63);
        emitted();

        reads(90_001, 100);
        clockAt(90_013);

        assertThat(emitted())
                .filteredOn(SampleWindow::complete)
                .extracting(SampleWindow::startMillis)
                .containsExactly(MIDNIGHT_MILLIS + 90_000_000L);
        clockAt(90_001 + 86_400);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
