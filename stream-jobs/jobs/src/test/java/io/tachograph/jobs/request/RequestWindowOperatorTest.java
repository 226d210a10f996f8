package io.tachograph.jobs.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.store.Resolution;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.request.RequestArrival;
import io.tachograph.windows.request.RequestGroup;
import io.tachograph.windows.request.RequestSamples;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State and clock of the operator alone, driven by hand. */
class RequestWindowOperatorTest {
    private static final WindowGrid GRID =
            new WindowGrid(Resolution.TEN_SECONDS, Duration.ofSeconds(30), Duration.ofSeconds(10));

    private KeyedOneInputStreamOperatorTestHarness<String, RequestArrival, WindowSnapshot> harness = harness();

    private static KeyedOneInputStreamOperatorTestHarness<String, RequestArrival, WindowSnapshot> harness() {
        try {
            return Harnesses.windows(GRID, SloRules.NONE);
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

    /** Another operator resumes from a checkpoint of this one. */
    private void restart() throws Exception {
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();
    }

    private static StreamRecord<RequestArrival> record(long number, long secondsAfterMidnight) throws Exception {
        long sentAt = MIDNIGHT_MILLIS + secondsAfterMidnight * 1_000;
        RequestGroup alone =
                RequestGroup.of(RequestSamples.of(success(number, sentAt).build(), 1, number));
        return new StreamRecord<>(alone, sentAt + 205);
    }

    private void clockAt(long secondsAfterMidnight) throws Exception {
        harness.processWatermark(MIDNIGHT_MILLIS + secondsAfterMidnight * 1_000);
    }

    private List<WindowSnapshot> emitted() {
        List<WindowSnapshot> windows = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return windows;
    }

    @Test
    void window_isEmittedAtItsEndAgainWhenItGrewAndOnceMoreWhenComplete() throws Exception {
        harness.processElement(record(1, 3));
        clockAt(9);
        assertThat(emitted()).isEmpty();

        clockAt(10);
        assertThat(emitted())
                .extracting(window -> window.totals().requests(), WindowSnapshot::revision, WindowSnapshot::complete)
                .containsExactly(tuple(1L, 0, false));

        clockAt(20);
        assertThat(emitted()).as("nothing new came").isEmpty();

        harness.processElement(record(2, 4));
        clockAt(30);
        assertThat(emitted())
                .extracting(window -> window.totals().requests(), WindowSnapshot::revision, WindowSnapshot::complete)
                .containsExactly(tuple(2L, 1, false));

        clockAt(40);
        assertThat(emitted())
                .extracting(window -> window.totals().requests(), WindowSnapshot::revision, WindowSnapshot::complete)
                .containsExactly(tuple(2L, 2, true));
        assertThat(harness.numKeyedStateEntries())
                .as("state should be gone now")
                .isZero();
    }

    @Test
    void sampleForACompleteWindow_goesAsideWithItsPosition() throws Exception {
        clockAt(40);
        harness.processElement(record(7, 9));
        clockAt(60);

        assertThat(emitted()).isEmpty();
        assertThat(harness.getSideOutput(RequestWindowOperator.LATE))
                .singleElement()
                .satisfies(late -> {
                    assertThat(late.getValue().getReason()).isEqualTo(DeadLetterReason.LATE);
                    assertThat(late.getValue().getPartition()).isEqualTo(1);
                    assertThat(late.getValue().getOffset()).isEqualTo(7);
                });
    }

    @Test
    void sampleMuchOlderThanTheClock_countsAsLongAsItsWindowIsNotComplete() throws Exception {
        clockAt(39);
        harness.processElement(record(7, 9));
        clockAt(40);

        assertThat(emitted()).singleElement().matches(WindowSnapshot::complete);
    }

    @Test
    void clockThatLeaps_emitsWhatItWouldHaveEmittedInSteps() throws Exception {
        harness.processElement(record(1, 3));
        harness.processElement(record(2, 13));
        clockAt(100);

        assertThat(emitted())
                .extracting(WindowSnapshot::windowStartMillis, WindowSnapshot::revision, WindowSnapshot::complete)
                .containsExactly(
                        tuple(MIDNIGHT_MILLIS, 0, false),
                        tuple(MIDNIGHT_MILLIS, 1, true),
                        tuple(MIDNIGHT_MILLIS + 10_000, 0, false),
                        tuple(MIDNIGHT_MILLIS + 10_000, 1, true));
    }

    @Test
    void restoredOperator_emitsWhatHadChangedAndCompletesWhatHadNot() throws Exception {
        // Given: a window emitted and not changed since, and one that changed
        harness.processElement(record(1, 3));
        clockAt(10);
        harness.processElement(record(2, 13));
        emitted();
        restart();

        // When
        clockAt(20);
        clockAt(40);

        // Then
        assertThat(emitted())
                .extracting(WindowSnapshot::windowStartMillis, WindowSnapshot::revision, WindowSnapshot::complete)
                .containsExactly(tuple(MIDNIGHT_MILLIS + 10_000, 0, false), tuple(MIDNIGHT_MILLIS, 1, true));
    }

    @Test
    void restoredOperator_doesNotOpenACompleteWindowAgain() throws Exception {
        // Given: a window that was complete before the crash
        harness.processElement(record(1, 3));
        clockAt(40);
        restart();

        // When: a duplicate, before the first watermark after the restart
        harness.processElement(record(1, 3));
        clockAt(60);

        // Then
        assertThat(emitted()).isEmpty();
        assertThat(harness.getSideOutput(RequestWindowOperator.LATE)).hasSize(1);
    }

    @Test
    void restoredOperator_knowsWhatWasCountedBefore() throws Exception {
        // Given
        harness.processElement(record(1, 3));
        harness.processElement(record(2, 3));
        restart();

        // When
        harness.processElement(record(2, 3));
        harness.processElement(record(3, 3));
        clockAt(40);

        // Then
        assertThat(emitted()).last().satisfies(window -> {
            assertThat(window.totals().requests()).isEqualTo(3);
            assertThat(window.totals().duplicates()).isEqualTo(1);
        });
    }
}
