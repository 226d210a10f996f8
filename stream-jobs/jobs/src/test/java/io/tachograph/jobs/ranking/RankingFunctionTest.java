package io.tachograph.jobs.ranking;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.store.RankingRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.ranking.CellRankings;
import io.tachograph.windows.ranking.RankingRowFormat;
import java.time.Duration;
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
class RankingFunctionTest {
    private final KeyedOneInputStreamOperatorTestHarness<String, WindowSnapshot, RankingRow> harness = harness();

    private static KeyedOneInputStreamOperatorTestHarness<String, WindowSnapshot, RankingRow> harness() {
        try {
            KeyedOneInputStreamOperatorTestHarness<String, WindowSnapshot, RankingRow> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(
                                    new RankingFunction(Duration.ofMinutes(5), Duration.ofSeconds(10))),
                            block -> CellRankings.cellOf(block.series()),
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

    /** A minute's block of a model that knows of requests up to some second of it. */
    private void block(String model, int minute, int untilSecond, int revision, int requests, long ttftMillis)
            throws Exception {
        long start = MIDNIGHT_MILLIS + minute * 60_000L;
        RequestTotals totals = new RequestTotals();
        totals.cover(start, start + untilSecond * 1_000L);
        for (int i = 0; i < requests; i++) {
            totals.addRequest(Outcome.OK, 1, 0, 1);
            totals.record(LatencyMetric.TTFT, ttftMillis * 1_000_000);
        }
        Series series = new Series("", "", "", model, "", "", "probe", "short", true);
        harness.processElement(
                new StreamRecord<>(new WindowSnapshot(series, Resolution.ONE_MINUTE, start, revision, false, totals)));
    }

    private void clockAt(long secondsAfterMidnight) throws Exception {
        harness.processWatermark(MIDNIGHT_MILLIS + secondsAfterMidnight * 1_000);
    }

    private List<RankingRow> ttftRankings() {
        List<RankingRow> rankings = harness.extractOutputValues().stream()
                .filter(ranking -> ranking.metric().equals("ttft"))
                .toList();
        harness.getOutput().clear();
        return rankings;
    }

    @Test
    void ranking_isMadeWhenTheClockReachesWhatTheBlocksKnow() throws Exception {
        block("slow", 0, 20, 0, 60, 300);
        block("fast", 0, 20, 0, 60, 100);
        clockAt(19);
        assertThat(ttftRankings()).isEmpty();

        clockAt(20);

        assertThat(ttftRankings()).singleElement().satisfies(ranking -> {
            assertThat(ranking.windowEnd()).isEqualTo(Instant.ofEpochMilli(MIDNIGHT_MILLIS + 20_000));
            assertThat(ranking.entries()).extracting(RankingRow.Entry::model).containsExactly("fast", "slow");
        });
    }

    @Test
    void newerSnapshotOfABlock_replacesTheOlder() throws Exception {
        block("atlas", 0, 10, 0, 70, 100);
        clockAt(10);
        block("atlas", 0, 20, 1, 90, 100);
        block("atlas", 0, 10, 0, 70, 100);
        clockAt(20);

        assertThat(ttftRankings())
                .extracting(ranking -> ranking.entries().get(0).sampleSize())
                .containsExactly(70L, 90L);
    }

    @Test
    void blocksBeforeTheWindow_areForgotten() throws Exception {
        block("old", 0, 60, 0, 60, 100);
        clockAt(60);
        block("new", 6, 60, 0, 60, 300);
        clockAt(420);

        assertThat(ttftRankings().get(1).entries())
                .extracting(RankingRow.Entry::model)
                .containsExactly("new");
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }

    @Test
    void clockThatJumps_makesOnlyTheNewestRanking() throws Exception {
        block("atlas", 0, 10, 0, 60, 100);
        block("atlas", 1, 30, 0, 60, 100);
        clockAt(125);

        assertThat(ttftRankings())
                .extracting(RankingRow::windowEnd)
                .containsExactly(Instant.ofEpochMilli(MIDNIGHT_MILLIS + 120_000));
    }
}
