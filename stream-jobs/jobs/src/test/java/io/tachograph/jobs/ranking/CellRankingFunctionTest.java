package io.tachograph.jobs.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.store.RankingRow;
import io.tachograph.store.Series;
import io.tachograph.windows.interval.Interval;
import io.tachograph.windows.ranking.ModelEstimates;
import io.tachograph.windows.ranking.RankingEstimate;
import io.tachograph.windows.ranking.RankingMetric;
import io.tachograph.windows.ranking.RankingRowFormat;
import io.tachograph.windows.ranking.RankingStatistic;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State and timers of the function alone, driven by hand. */
class CellRankingFunctionTest {
    private static final long HOUR = 3_600_000L;
    private static final long MINUTE = 60_000L;

    private final KeyedOneInputStreamOperatorTestHarness<String, ModelEstimates, RankingRow> harness = harness();

    private static KeyedOneInputStreamOperatorTestHarness<String, ModelEstimates, RankingRow> harness() {
        try {
            KeyedOneInputStreamOperatorTestHarness<String, ModelEstimates, RankingRow> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(new CellRankingFunction(RankingConfigs.everyMinute())),
                            CellRankingFunction::keyOf,
                            Types.STRING);
            harness.setup(VersionedType.of(new RankingRowFormat()).createSerializer(new SerializerConfigImpl()));
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

    private void estimate(String model, long endMillis, double... intervals) throws Exception {
        List<RankingEstimate> estimates = intervals.length == 0
                ? List.of()
                : List.of(new RankingEstimate(
                        new RankingEstimate.Subject(RankingMetric.TTFT, RankingStatistic.P50, HOUR),
                        intervals[0],
                        intervals[0],
                        new Interval(intervals[0], intervals[1]),
                        60,
                        60,
                        8 * MINUTE,
                        0.0,
                        false));
        Series series = new Series("", "", "", model, "", "", "probe", "short", true);
        harness.processElement(new StreamRecord<>(new ModelEstimates(series, HOUR, endMillis, estimates)));
    }

    private List<RankingRow> rankings() {
        List<RankingRow> rankings = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return rankings;
    }

    private static List<String> models(RankingRow ranking) {
        return ranking.entries().stream().map(RankingRow.Entry::model).toList();
    }

    @Test
    void ranking_isMadeOfAllModelsWhenTheClockReachesIt() throws Exception {
        estimate("slow", MINUTE, 0.3, 0.4);
        estimate("fast", MINUTE, 0.1, 0.2);
        harness.processWatermark(MINUTE - 1);
        assertThat(rankings()).isEmpty();

        harness.processWatermark(MINUTE);

        assertThat(rankings()).singleElement().satisfies(ranking -> {
            assertThat(ranking.windowEnd()).isEqualTo(Instant.ofEpochMilli(MINUTE));
            assertThat(models(ranking)).containsExactly("fast", "slow");
        });
    }

    @Test
    void modelWhoseEstimateIsMissingAtOneMoment_keepsItsLast() throws Exception {
        estimate("a", MINUTE, 0.1, 0.2);
        estimate("b", MINUTE, 0.3, 0.4);
        harness.processWatermark(MINUTE);
        rankings();

        estimate("b", 2 * MINUTE, 0.3, 0.4);
        harness.processWatermark(2 * MINUTE);

        assertThat(rankings())
                .singleElement()
                .satisfies(ranking -> assertThat(models(ranking)).containsExactly("a", "b"));
    }

    @Test
    void modelWithNothingLeft_isForgotten() throws Exception {
        estimate("a", MINUTE, 0.1, 0.2);
        estimate("b", MINUTE, 0.3, 0.4);
        harness.processWatermark(MINUTE);
        rankings();

        estimate("a", 2 * MINUTE);
        estimate("b", 2 * MINUTE, 0.3, 0.4);
        harness.processWatermark(2 * MINUTE);

        assertThat(rankings())
                .singleElement()
                .satisfies(ranking -> assertThat(models(ranking)).containsExactly("b"));
        estimate("b", 3 * MINUTE);
        harness.processWatermark(3 * MINUTE);
        assertThat(rankings()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }
}
