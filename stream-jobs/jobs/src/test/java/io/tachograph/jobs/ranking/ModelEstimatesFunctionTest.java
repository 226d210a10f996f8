package io.tachograph.jobs.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.ranking.ModelEstimates;
import io.tachograph.windows.ranking.ModelEstimatesFormat;
import io.tachograph.windows.ranking.RankingEstimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State and timers of the function alone, driven by hand. */
class ModelEstimatesFunctionTest {
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final long START = 20_000 * DAY;
    private static final long WEEK = 7 * DAY;
    private static final long MINUTE = 60_000L;

    private KeyedOneInputStreamOperatorTestHarness<String, EmittedWindow, ModelEstimates> harness = harness();

    private static KeyedOneInputStreamOperatorTestHarness<String, EmittedWindow, ModelEstimates> harness() {
        try {
            KeyedOneInputStreamOperatorTestHarness<String, EmittedWindow, ModelEstimates> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(new ModelEstimatesFunction(RankingConfig.defaults())),
                            ModelEstimatesFunction::keyOf,
                            Types.STRING);
            harness.setup(VersionedType.of(new ModelEstimatesFormat()).createSerializer(new SerializerConfigImpl()));
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

    private static EmittedWindow window(String target, long minute, int requests, boolean complete, int revision) {
        RequestTotals totals = new RequestTotals();
        totals.cover(START + minute * MINUTE, START + (minute + 1) * MINUTE);
        for (int i = 0; i < requests; i++) {
            totals.addRequest(Outcome.OK, 1, 0, 2);
            totals.record(LatencyMetric.TTFT, (100 + minute % 7) * 1_000_000);
        }
        Series series = new Series(target, "c", "f", "m", "v1", "", "probe", "short", true);
        return new EmittedWindow(
                0,
                new WindowSnapshot(series, Resolution.ONE_MINUTE, START + minute * MINUTE, revision, complete, totals));
    }

    private void put(EmittedWindow window) throws Exception {
        harness.processElement(new StreamRecord<>(window));
    }

    private void clockAtMinute(long minute) throws Exception {
        harness.processWatermark(START + minute * MINUTE);
    }

    /** Requests in the last hour, day and week, as the newest emission of each has it; and what was emitted is gone. */
    private Map<Long, Long> requests() {
        Map<Long, Long> requests = new TreeMap<>();
        for (ModelEstimates emitted : harness.extractOutputValues()) {
            requests.put(emitted.windowMillis(), requests(emitted));
        }
        harness.getOutput().clear();
        return requests;
    }

    private static long requests(ModelEstimates of) {
        return of.estimates().isEmpty() ? 0 : of.estimates().get(0).sampleSize();
    }

    @Test
    void estimates_sumTheTargetsOfAModelUpWhenTheClockReachesTheEndOfAMinute() throws Exception {
        put(window("t1", 0, 70, false, 0));
        put(window("t2", 0, 30, false, 0));
        harness.processWatermark(START + MINUTE - 1);
        assertThat(requests()).isEmpty();

        clockAtMinute(1);

        List<ModelEstimates> emitted = harness.extractOutputValues();
        assertThat(emitted.get(0).model()).isEqualTo(new Series("", "", "", "m", "", "", "probe", "short", true));
        assertThat(emitted.get(0).windowEndMillis()).isEqualTo(START + MINUTE);
        assertThat(requests()).isEqualTo(Map.of(HOUR, 100L));
        clockAtMinute(60);
        assertThat(requests()).isEqualTo(Map.of(HOUR, 100L, DAY, 100L, WEEK, 100L));
    }

    @Test
    void emissionsInAnyOrderAndTwice_giveTheSameEstimates() throws Exception {
        // Given
        List<EmittedWindow> emissions = new ArrayList<>();
        for (int minute = 0; minute < 30; minute++) {
            for (String target : List.of("t1", "t2", "t3")) {
                emissions.add(window(target, minute, 5, false, 0));
                emissions.add(window(target, minute, 8, false, 1));
                emissions.add(window(target, minute, 8, true, 2));
            }
        }
        for (EmittedWindow emission : emissions) {
            put(emission);
        }
        clockAtMinute(30);
        List<ModelEstimates> inOrder = List.copyOf(harness.extractOutputValues());
        assertThat(requests()).isEqualTo(Map.of(HOUR, 720L, DAY, 720L));

        // When
        close();
        harness = harness();
        open();
        emissions.addAll(List.copyOf(emissions));
        Collections.shuffle(emissions, new Random(3));
        for (EmittedWindow emission : emissions) {
            put(emission);
        }
        clockAtMinute(30);

        // Then
        assertThat(harness.extractOutputValues()).isEqualTo(inOrder);
    }

    @Test
    void windowThatGrewBeforeItSettled_countsAsItIsAndAfterwardsIsLate() throws Exception {
        put(window("t", 0, 70, false, 0));
        clockAtMinute(1);
        assertThat(requests()).isEqualTo(Map.of(HOUR, 70L));
        put(window("t", 0, 80, true, 1));
        clockAtMinute(2);
        assertThat(requests()).isEqualTo(Map.of(HOUR, 80L));

        clockAtMinute(11);
        put(window("t", 0, 90, true, 2));
        clockAtMinute(12);

        assertThat(requests()).containsEntry(HOUR, 80L);
    }

    @Test
    void windows_leaveEachRankingWhenTheyAreTooOldForItAndStateWithThem() throws Exception {
        put(window("t", 0, 70, true, 0));
        clockAtMinute(60);
        assertThat(requests()).isEqualTo(Map.of(HOUR, 70L, DAY, 70L, WEEK, 70L));
        clockAtMinute(61);
        assertThat(requests()).isEqualTo(Map.of(HOUR, 0L));
        clockAtMinute(24 * 60);
        assertThat(requests()).isEqualTo(Map.of(HOUR, 0L, DAY, 70L, WEEK, 70L));
        clockAtMinute(24 * 60 + 10);
        assertThat(requests()).isEqualTo(Map.of(HOUR, 0L, DAY, 0L));
        clockAtMinute(7 * 24 * 60);
        assertThat(requests()).containsEntry(WEEK, 70L);
        clockAtMinute(7 * 24 * 60 + 60);
        assertThat(requests()).isEqualTo(Map.of(HOUR, 0L, DAY, 0L, WEEK, 0L));

        clockAtMinute(8 * 24 * 60);

        assertThat(requests()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void severalDays_areKeptInABoundedNumberOfBlocks() throws Exception {
        List<Long> bytes = new ArrayList<>();
        for (int minute = 0; minute < 9 * 24 * 60; minute++) {
            put(window("t", minute, 1, true, 0));
            if (minute % 60 == 59) {
                clockAtMinute(minute + 1);
            }
            if (minute % (24 * 60) == 24 * 60 - 1) {
                bytes.add(harness.snapshot(minute, minute).getStateSize());
            }
        }

        assertThat(requests()).isEqualTo(Map.of(HOUR, 60L, DAY, 1_440L, WEEK, 10_080L));
        // An hour of minutes, a day of ten minutes and a week of hours: 372 blocks. From the eighth day on, no more.
        assertThat(bytes.get(8)).isBetween((long) (0.99 * bytes.get(7)), (long) (1.01 * bytes.get(7)));
        assertThat(bytes.get(8)).isLessThan(372 * 400);
    }

    @Test
    void estimates_coverExactlyTheTimeThatTheySay() throws Exception {
        Random random = new Random(7);
        List<Integer> requests = new ArrayList<>();
        List<ModelEstimates> emitted = new ArrayList<>();
        while (requests.size() < 8 * 24 * 60) {
            for (int minutes = 1 + random.nextInt(200); minutes > 0; minutes--) {
                int count = 1 + random.nextInt(9);
                put(window("t", requests.size(), count, true, 0));
                requests.add(count);
            }
            clockAtMinute(requests.size());
            emitted.addAll(harness.extractOutputValues());
            harness.getOutput().clear();
        }

        assertThat(emitted).extracting(ModelEstimates::windowMillis).contains(HOUR, DAY, WEEK);
        for (ModelEstimates estimates : emitted) {
            int end = (int) ((estimates.windowEndMillis() - START) / MINUTE);
            int from = Math.max(0, end - (int) (estimates.windowMillis() / MINUTE));
            assertThat(requests(estimates))
                    .as("%s minutes until minute %s", end - from, end)
                    .isEqualTo(requests.subList(from, end).stream()
                            .mapToInt(n -> n)
                            .sum());
        }
    }

    @Test
    void restoredFunction_goesOnAsIfNothingHadHappened() throws Exception {
        for (int minute = 0; minute < 20; minute++) {
            put(window("t", minute, 10, true, 0));
        }
        clockAtMinute(20);
        requests();
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        put(window("t", 20, 10, true, 0));
        clockAtMinute(21);
        List<ModelEstimates> expected = List.copyOf(harness.extractOutputValues());

        close();
        harness = harness();
        harness.initializeState(snapshot);
        open();
        put(window("t", 20, 10, true, 0));
        put(window("t", 19, 10, true, 0));
        clockAtMinute(21);

        assertThat(harness.extractOutputValues()).isEqualTo(expected);
        assertThat(expected.get(0).estimates().get(0))
                .extracting(RankingEstimate::sampleSize)
                .isEqualTo(210L);
    }

    @Test
    void clockThatJumps_makesOnlyTheNewestEstimates() throws Exception {
        put(window("t", 0, 60, true, 0));
        put(window("t", 1, 60, true, 0));

        harness.processWatermark(START + Duration.ofMinutes(5).toMillis() + 17);

        assertThat(harness.extractOutputValues())
                .extracting(ModelEstimates::windowEndMillis)
                .containsOnly(START + 5 * MINUTE);
    }
}
