package io.tachograph.jobs.slo;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.AlertRow;
import io.tachograph.store.AlertRow.State;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.alert.AlertRowFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State and timers of the function alone, driven by hand. */
class TelemetryLossFunctionTest {
    private int clock;
    private final KeyedOneInputStreamOperatorTestHarness<String, EmittedWindow, AlertRow> harness = harness();

    private static KeyedOneInputStreamOperatorTestHarness<String, EmittedWindow, AlertRow> harness() {
        try {
            KeyedOneInputStreamOperatorTestHarness<String, EmittedWindow, AlertRow> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(new TelemetryLossFunction(SloConfig.of(Map.of("chat", 0.99)))),
                            emitted -> emitted.window().series().target(),
                            Types.STRING);
            harness.setup(VersionedType.of(new AlertRowFormat()).createSerializer(new SerializerConfigImpl()));
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

    private void heard(String target, int minute) throws Exception {
        Series series = new Series(target, "eu", "vllm", "atlas", "1", "", "probe", "short", true);
        harness.processElement(new StreamRecord<>(new EmittedWindow(
                0,
                new WindowSnapshot(
                        series,
                        Resolution.ONE_MINUTE,
                        MIDNIGHT_MILLIS + minute * 60_000L,
                        0,
                        false,
                        new RequestTotals()))));
    }

    /** The clock as it goes while others are heard of. */
    private void clockTo(int minute) throws Exception {
        for (int next = clock + 1; next <= minute; next++) {
            jumpTo(next);
        }
    }

    private void jumpTo(int minute) throws Exception {
        clock = minute;
        harness.processWatermark(MIDNIGHT_MILLIS + minute * 60_000L);
    }

    private List<AlertRow> emitted() {
        List<AlertRow> alerts = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return alerts;
    }

    private static Instant minute(int minute) {
        return Instant.ofEpochMilli(MIDNIGHT_MILLIS + minute * 60_000L);
    }

    @Test
    void targetThatFallsSilent_firesAndIsResolvedWhenItIsBack() throws Exception {
        heard("a", 0);
        heard("b", 0);
        clockTo(1);
        heard("b", 2);
        clockTo(5);
        assertThat(emitted()).extracting(AlertRow::state).containsExactly(State.INACTIVE, State.INACTIVE);

        clockTo(6);
        assertThat(emitted())
                .extracting(
                        AlertRow::key,
                        AlertRow::state,
                        AlertRow::since,
                        alert -> alert.reading().value())
                .containsExactly(tuple("telemetry|a", State.FIRING, minute(6), 300.0));

        heard("b", 6);
        heard("a", 6);
        clockTo(9);
        assertThat(emitted())
                .extracting(AlertRow::key, AlertRow::state, AlertRow::since, AlertRow::resolvedAt)
                .containsExactly(tuple("telemetry|a", State.RESOLVED, minute(6), minute(7)));
    }

    @Test
    void revisionOfAnOldWindow_isNoSignOfLife() throws Exception {
        heard("a", 0);
        clockTo(4);
        heard("a", 0);
        clockTo(6);

        assertThat(emitted()).extracting(AlertRow::state).containsExactly(State.INACTIVE, State.FIRING);
    }

    @Test
    void clockThatStandsStill_isNoSilence() throws Exception {
        heard("a", 0);
        clockTo(1);
        jumpTo(1);

        assertThat(emitted()).extracting(AlertRow::state).containsExactly(State.INACTIVE);
    }

    @Test
    void clockThatStoodStillForHours_makesNoTargetLostThatIsBackWithTheOthers() throws Exception {
        heard("a", 0);
        heard("b", 0);
        clockTo(2);
        emitted();

        jumpTo(180);
        heard("b", 180);
        clockTo(182);
        heard("a", 181);
        heard("b", 182);
        clockTo(184);

        assertThat(emitted()).extracting(AlertRow::state).containsOnly(State.INACTIVE);
    }

    @Test
    void targetThatIsNotBackAfterAStandStill_isLostWhenItsOwnSilenceIsLongEnough() throws Exception {
        heard("a", 0);
        heard("b", 0);
        clockTo(3);
        emitted();

        jumpTo(180);
        heard("b", 181);
        clockTo(181);
        assertThat(emitted()).extracting(AlertRow::state).containsOnly(State.INACTIVE);
        clockTo(182);

        // Three minutes before the clock stood still, and two since.
        assertThat(emitted())
                .extracting(AlertRow::key, alert -> alert.reading().value())
                .containsExactly(tuple("telemetry|a", 300.0));
    }

    @Test
    void clockInStepsOfTwoMinutes_stillTellsALostTarget() throws Exception {
        heard("a", 0);
        for (int minute = 2; minute <= 8; minute += 2) {
            jumpTo(minute - 1);
        }

        assertThat(emitted()).extracting(AlertRow::state).containsExactly(State.INACTIVE, State.FIRING);
    }

    @Test
    void targetSilentForADay_isForgotten() throws Exception {
        heard("a", 0);
        clockTo(1_440);
        assertThat(emitted())
                .last()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(State.FIRING));

        clockTo(1_441);

        assertThat(emitted()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(State.RESOLVED);
            assertThat(alert.summary()).contains("counts as removed");
        });
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
