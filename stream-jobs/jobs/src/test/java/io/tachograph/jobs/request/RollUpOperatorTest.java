package io.tachograph.jobs.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The long windows, driven by hand: early emissions, what replaces what, and that nothing stays behind. */
@SuppressWarnings("NullAway.Init") // Each test opens what it needs.
class RollUpOperatorTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final WindowGrid HOURS = new WindowGrid(Resolution.ONE_HOUR, LONGEST, Duration.ofMinutes(1));
    private static final WindowGrid DAYS = new WindowGrid(Resolution.ONE_DAY, LONGEST, Duration.ofMinutes(5));
    private static final Series ATLAS =
            new Series("lab-vllm-atlas", "lab", "vllm", "atlas", "0.30.0", "", "probe", "short", true);

    private KeyedOneInputStreamOperatorTestHarness<String, WindowSnapshot, WindowSnapshot> harness;

    private void open(WindowGrid grid) throws Exception {
        harness = Harnesses.rollUp(grid);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void piece(Resolution resolution, long startMinute, int revision, boolean complete, int requests)
            throws Exception {
        RequestTotals totals = new RequestTotals();
        for (int i = 0; i < requests; i++) {
            totals.addRequest(Outcome.OK, 0, 0, 1);
        }
        long start = MIDNIGHT_MILLIS + startMinute * 60_000;
        harness.processElement(
                new StreamRecord<>(new WindowSnapshot(ATLAS, resolution, start, revision, complete, totals)));
    }

    private void clockAt(double minutes) throws Exception {
        harness.processWatermark(MIDNIGHT_MILLIS + Math.round(minutes * 60_000));
    }

    private List<WindowSnapshot> emitted() {
        List<WindowSnapshot> windows = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return windows;
    }

    @Test
    void hour_isEmittedEveryMinuteThatChangedItAndOnceMoreWhenComplete() throws Exception {
        open(HOURS);
        piece(Resolution.ONE_MINUTE, 0, 0, false, 5);
        clockAt(0.9);
        assertThat(emitted()).isEmpty();
        clockAt(1);
        piece(Resolution.ONE_MINUTE, 0, 1, false, 6);
        piece(Resolution.ONE_MINUTE, 1, 0, false, 10);
        clockAt(2);
        clockAt(3);
        piece(Resolution.ONE_MINUTE, 0, 2, true, 7);
        clockAt(4);
        assertThat(emitted())
                .extracting(window -> window.totals().requests(), WindowSnapshot::revision, WindowSnapshot::complete)
                .containsExactly(tuple(5L, 0, false), tuple(16L, 1, false), tuple(17L, 2, false));

        piece(Resolution.ONE_MINUTE, 1, 1, true, 11);
        clockAt(61.9);
        emitted();
        clockAt(62);

        assertThat(emitted()).singleElement().satisfies(hour -> {
            assertThat(hour.totals().requests()).isEqualTo(18);
            assertThat(hour.complete()).isTrue();
            assertThat(hour.windowEndMillis() - hour.windowStartMillis()).isEqualTo(3_600_000);
        });
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void day_isOneOfUtcAndEmittedEveryFiveMinutes() throws Exception {
        open(DAYS);
        piece(Resolution.ONE_HOUR, -60, 0, true, 3);
        piece(Resolution.ONE_HOUR, 0, 0, false, 4);
        clockAt(1);
        emitted();
        clockAt(2);
        assertThat(emitted())
                .as("the day before")
                .extracting(
                        WindowSnapshot::windowStartMillis,
                        window -> window.totals().requests(),
                        WindowSnapshot::complete)
                .containsExactly(tuple(MIDNIGHT_MILLIS - 86_400_000, 3L, true));

        clockAt(4.9);
        assertThat(emitted()).isEmpty();
        clockAt(5);
        assertThat(emitted())
                .extracting(
                        WindowSnapshot::windowStartMillis,
                        window -> window.totals().requests(),
                        WindowSnapshot::complete)
                .containsExactly(tuple(MIDNIGHT_MILLIS, 4L, false));
        piece(Resolution.ONE_HOUR, 0, 1, false, 9);
        clockAt(9.9);
        assertThat(emitted()).isEmpty();
        clockAt(10);
        assertThat(emitted())
                .extracting(window -> window.totals().requests(), WindowSnapshot::revision)
                .containsExactly(tuple(9L, 1));
    }

    @Test
    void restoredOperator_replacesWhatItKnewOfAPieceAndAddsNothingTwice() throws Exception {
        // Given
        open(HOURS);
        piece(Resolution.ONE_MINUTE, 0, 2, true, 7);
        piece(Resolution.ONE_MINUTE, 1, 0, false, 10);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = Harnesses.rollUp(HOURS);
        harness.initializeState(state);
        harness.open();

        // When
        piece(Resolution.ONE_MINUTE, 1, 1, true, 12);
        clockAt(62);

        // Then
        assertThat(emitted()).last().satisfies(hour -> {
            assertThat(hour.totals().requests()).isEqualTo(19);
            assertThat(hour.complete()).isTrue();
        });
    }
}
