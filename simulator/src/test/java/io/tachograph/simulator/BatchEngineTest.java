package io.tachograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine against a clock that the test moves; 10 ms prefill, 4 ms a token, half as much again per companion. */
class BatchEngineTest {
    private static final long MILLI = 1_000_000;

    private final ManualClock clock = new ManualClock();
    private final List<RecordingListener> listeners = new ArrayList<>();
    private BatchEngine engine = engine(2);

    @BeforeEach
    void forget() {
        listeners.clear();
    }

    @Test
    void tokens_comeAtThePrefillAndThenStepByStep() {
        long start = clock.getAsLong();
        submit(3, null);
        runToEnd();

        assertThat(listeners.get(0).events).containsExactly("admitted", "token 0", "token 1", "token 2", "finished");
        assertThat(sinceMillis(start, 0)).containsExactly(10L, 14L, 18L);
    }

    @Test
    void companions_slowTheSteps() {
        // Given two requests at once, one of which ends at its second token
        long start = clock.getAsLong();
        submit(2, null);
        submit(4, null);
        runToEnd();

        // Then both step by 6 ms while together; the step that began when the first was gone takes 4 ms
        assertThat(sinceMillis(start, 0)).containsExactly(10L, 16L);
        assertThat(sinceMillis(start, 1)).containsExactly(10L, 16L, 20L, 24L);
    }

    @Test
    void fullBatch_queuesInOrderOfArrival() {
        engine = engine(1);
        long start = clock.getAsLong();
        submit(2, null);
        submit(1, null);
        submit(1, null);

        assertThat(engine.running()).isEqualTo(1);
        assertThat(engine.waiting()).isEqualTo(2);
        runToEnd();
        assertThat(sinceMillis(start, 0)).containsExactly(10L, 14L);
        assertThat(sinceMillis(start, 1)).containsExactly(24L);
        assertThat(sinceMillis(start, 2)).containsExactly(34L);
    }

    @Test
    void lateTimer_doesNotDelayTheTokensAfter() {
        long start = clock.getAsLong();
        submit(3, null);
        clock.advanceNanos(13 * MILLI);
        engine.runDue();

        assertThat(sinceMillis(start, 0)).containsExactly(13L);
        assertThat(engine.nanosToNextDue()).isEqualTo(MILLI);
    }

    @Test
    void abort_freesTheSlotForTheNext() {
        engine = engine(1);
        Generation first = submit(9, null);
        submit(1, null);
        clock.advanceNanos(10 * MILLI);
        engine.runDue();

        engine.abort(first);

        assertThat(listeners.get(1).events).containsExactly("admitted");
        assertThat(engine.waiting()).isZero();
        runToEnd();
        assertThat(listeners.get(0).events).containsExactly("admitted", "token 0");
        assertThat(listeners.get(1).events).containsExactly("admitted", "token 0", "finished");
    }

    @Test
    void abortWhileATokenIsWritten_endsTheRequestOnce() {
        Generation[] own = new Generation[1];
        RecordingListener leaving = new RecordingListener(clock) {
            @Override
            public void token(int index) {
                super.token(index);
                engine.abort(own[0]);
            }
        };
        own[0] = new Generation(Draw.of(1, 0, replica(1)), 7, new OutputLimits(5, 5, true), null, leaving);
        engine.submit(own[0]);
        runToEnd();

        assertThat(leaving.events).containsExactly("admitted", "token 0");
        assertThat(engine.running()).isZero();
        assertThat(engine.cacheUsage()).isZero();
    }

    @Test
    void abortOfAWaitingRequest_takesItOutOfTheQueue() {
        engine = engine(1);
        submit(1, null);
        engine.abort(submit(1, null));
        runToEnd();

        assertThat(listeners.get(1).events).isEmpty();
        assertThat(engine.cacheUsage()).isZero();
    }

    @Test
    void cache_holdsPromptsAndTokensOfTheBatch() {
        submit(3, null);
        clock.advanceNanos(14 * MILLI);
        engine.runDue();

        assertThat(engine.cacheUsage()).isEqualTo((7 + 2) / (2 * 100.0));
        runToEnd();
        assertThat(engine.cacheUsage()).isZero();
    }

    @Test
    void stalledRequest_holdsItsSlotUntilTheLimit() {
        submit(5, Fault.STALL);
        clock.advanceNanos(1_000 * MILLI);
        engine.runDue();
        assertThat(listeners.get(0).events).hasSizeLessThan(6).doesNotContain("finished", "cut");
        assertThat(engine.running()).isEqualTo(1);

        clock.advanceNanos(60_000 * MILLI);
        engine.runDue();
        assertThat(listeners.get(0).events).endsWith("cut").doesNotContain("token 4");
        assertThat(engine.running()).isZero();
    }

    @Test
    void faults_strikeAfterTheFirstTokenAndBeforeTheLast() {
        for (int i = 0; i < 100; i++) {
            submit(3, Fault.CUT_STREAM);
        }
        runToEnd();

        assertThat(listeners)
                .allSatisfy(listener ->
                        assertThat(listener.events).contains("token 0").doesNotContain("token 2", "finished"));
        assertThat(listeners).anyMatch(listener -> listener.tokenNanos.size() == 1);
        assertThat(listeners).anyMatch(listener -> listener.tokenNanos.size() == 2);
    }

    @Test
    void garbage_doesNotEndTheAnswer() {
        submit(2, Fault.GARBAGE);
        runToEnd();

        assertThat(listeners.get(0).events).containsExactly("admitted", "token 0", "garbage", "token 1", "finished");
    }

    private BatchEngine engine(int maxRunning) {
        return new BatchEngine(replica(maxRunning), new EngineMetrics(100), clock);
    }

    private static ReplicaConfig replica(int maxRunning) {
        return new ReplicaConfig(
                "a-1",
                "a",
                0,
                maxRunning,
                100,
                1,
                50,
                new LatencyLaw(0.010, 0, 0.004, 0.5, 0),
                Faults.none(),
                Duration.ofMinutes(1));
    }

    private Generation submit(int outputTokens, @Nullable Fault fault) {
        RecordingListener listener = new RecordingListener(clock);
        Draw draw = Draw.of(1, listeners.size(), replica(1));
        listeners.add(listener);
        OutputLimits exactly = new OutputLimits(outputTokens, outputTokens, true);
        Generation generation = new Generation(draw, 7, exactly, fault, listener);
        engine.submit(generation);
        return generation;
    }

    /** Jumps from due time to due time. */
    private void runToEnd() {
        while (engine.nanosToNextDue() != BatchEngine.NEVER) {
            clock.advanceNanos(engine.nanosToNextDue());
            engine.runDue();
        }
    }

    private List<Long> sinceMillis(long startNanos, int listener) {
        return listeners.get(listener).tokenNanos.stream()
                .map(nanos -> (nanos - startNanos) / MILLI)
                .toList();
    }
}
