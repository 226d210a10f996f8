package io.tachograph.jobs.regression;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.AlertRow;
import io.tachograph.store.RegressionRow;
import io.tachograph.store.RegressionRow.Verdict;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.regression.CellComparison;
import io.tachograph.windows.regression.RegressionRowFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State and timers of the function alone, driven by hand. Minutes are counted from midnight. */
class RegressionFunctionTest {
    private KeyedOneInputStreamOperatorTestHarness<String, EmittedWindow, RegressionRow> harness = harness();

    private static KeyedOneInputStreamOperatorTestHarness<String, EmittedWindow, RegressionRow> harness() {
        try {
            KeyedOneInputStreamOperatorTestHarness<String, EmittedWindow, RegressionRow> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(new RegressionFunction(RegressionConfig.defaults())),
                            emitted -> CellComparison.keyOf(emitted.window().series()),
                            Types.STRING);
            harness.setup(VersionedType.of(new RegressionRowFormat()).createSerializer(new SerializerConfigImpl()));
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

    private static EmittedWindow minute(String version, String tenant, int minute, double slower) {
        Random random = new Random(minute);
        RequestTotals totals = new RequestTotals();
        for (int i = 0; i < 10; i++) {
            double nanos = 2e8 * slower * Math.exp(0.3 * random.nextGaussian());
            totals.addRequest(Outcome.OK, 1, 0, 1);
            totals.record(LatencyMetric.TTFT, (long) nanos);
            totals.record(LatencyMetric.E2E, (long) (5 * 2e8 * Math.exp(0.3 * random.nextGaussian())));
        }
        Series series = new Series("eu-vllm-atlas", "eu", "vllm", "atlas", version, tenant, "probe", "short", true);
        long start = MIDNIGHT_MILLIS + minute * 60_000L;
        return new EmittedWindow(0, new WindowSnapshot(series, Resolution.ONE_MINUTE, start, 1, true, totals));
    }

    private void traffic(String version, int from, int to, double slower) throws Exception {
        for (int minute = from; minute < to; minute++) {
            harness.processElement(new StreamRecord<>(minute(version, "", minute, slower)));
            clockAt(minute + 3);
        }
    }

    private void clockAt(int minute) throws Exception {
        harness.processWatermark(MIDNIGHT_MILLIS + minute * 60_000L);
    }

    private List<RegressionRow> compared(String metric, String statistic) {
        return harness.extractOutputValues().stream()
                .filter(row -> row.metric().equals(metric) && row.statistic().equals(statistic))
                .toList();
    }

    private List<AlertRow> alerts() {
        List<AlertRow> alerts = new ArrayList<>();
        if (harness.getSideOutput(RegressionFunction.ALERTS) != null) {
            harness.getSideOutput(RegressionFunction.ALERTS).forEach(alert -> alerts.add(alert.getValue()));
        }
        return alerts;
    }

    private AlertRow lastOf(String key) {
        return alerts().stream()
                .filter(alert -> alert.key().endsWith(key))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void slowerVersion_isFoundOnceThereIsEnoughAndResolvedByAFasterOne() throws Exception {
        traffic("1", 0, 360, 1);
        assertThat(harness.extractOutputValues()).as("one version alone").isEmpty();
        traffic("2", 360, 720, 1.4);
        traffic("3", 720, 1_080, 1);
        clockAt(1_100);

        List<RegressionRow> ttft = compared("ttft", "p50");
        assertThat(ttft)
                .extracting(RegressionRow::newVersion, RegressionRow::verdict)
                .startsWith(tuple("2", Verdict.INSUFFICIENT_DATA))
                .contains(tuple("2", Verdict.WORSE), tuple("3", Verdict.BETTER));
        RegressionRow last = ttft.stream()
                .filter(row -> row.newVersion().equals("2"))
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(last.oldVersion()).isEqualTo("1");
        assertThat(last.oldSide().sampleSize()).isEqualTo(3_600);
        // The third version came before the last block of the second was over.
        assertThat(last.newSide().sampleSize()).isEqualTo(3_300);
        assertThat(last.newSide().blocks()).isEqualTo(11);
        assertThat(last.ratio()).isBetween(1.35, 1.45);
        assertThat(compared("e2e", "p50")).extracting(RegressionRow::verdict).doesNotContain(Verdict.WORSE);

        assertThat(alerts().stream().filter(alert -> alert.key().endsWith("ttft|p50")))
                .extracting(AlertRow::state, alert -> alert.summary().contains("2 against 1"))
                .startsWith(tuple(AlertRow.State.FIRING, true))
                .endsWith(tuple(AlertRow.State.RESOLVED, false))
                .doesNotContain(tuple(AlertRow.State.INACTIVE, true));
        assertThat(alerts()).extracting(AlertRow::key).allMatch(key -> key.contains("|ttft|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0"})
    void worseVersionThatIsWithdrawn_isResolvedWhicheverOlderOneServesInItsPlace(String previous) throws Exception {
        traffic("0", 0, 30, 1);
        traffic("1", 30, 300, 1);
        traffic("2", 300, 600, 1.4);

        // Its last block begins at 570.
        traffic(previous, 600, 840, 1);
        assertThat(lastOf("ttft|p50").state()).isEqualTo(AlertRow.State.FIRING);
        int compared = harness.extractOutputValues().size();
        traffic(previous, 840, 1_000, 1);

        assertThat(lastOf("ttft|p50")).satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(AlertRow.State.RESOLVED);
            assertThat(alert.summary()).contains("2 against 1").endsWith("; the version serves no more");
        });
        assertThat(harness.extractOutputValues()).hasSize(compared);
    }

    @Test
    void worseVersionThatStillServes_firesWhileTheOtherServesMore() throws Exception {
        traffic("1", 0, 270, 1);
        traffic("2", 270, 540, 1.4);
        for (int from = 540; from < 1_500; from += 180) {
            traffic("1", from, from + 170, 1);
            traffic("2", from + 170, from + 180, 1.4);
        }

        assertThat(alerts())
                .extracting(AlertRow::state)
                .contains(AlertRow.State.FIRING)
                .doesNotContain(AlertRow.State.RESOLVED);
    }

    @Test
    void cellThatIsForgotten_endsWhatFires() throws Exception {
        traffic("1", 0, 270, 1);
        traffic("2", 270, 600, 1.4);
        clockAt(610);
        assertThat(lastOf("ttft|p50").state()).isEqualTo(AlertRow.State.FIRING);

        clockAt(31 * 1_440 + 600);

        assertThat(lastOf("ttft|p50")).satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(AlertRow.State.RESOLVED);
            assertThat(alert.summary()).endsWith("; the cell counts as removed");
        });
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void repeatedAndLateMinutes_changeNothing() throws Exception {
        traffic("1", 0, 60, 1);
        traffic("2", 60, 100, 1);
        harness.processElement(new StreamRecord<>(minute("2", "", 95, 9)));
        harness.processElement(new StreamRecord<>(minute("2", "", 65, 9)));
        harness.processElement(new StreamRecord<>(minute("1", "", 10, 9)));
        harness.processElement(new StreamRecord<>(minute("2", "other tenant", 95, 1)));
        traffic("2", 100, 120, 1);
        clockAt(131);

        RegressionRow last =
                compared("ttft", "p50").stream().reduce((a, b) -> b).orElseThrow();
        assertThat(last.oldSide().sampleSize()).isEqualTo(600);
        assertThat(last.newSide().sampleSize()).isEqualTo(610);
        assertThat(last.newSide().seconds()).isLessThan(0.25);
    }

    @Test
    void olderVersionThatStillServes_isNotTakenForANewOne() throws Exception {
        traffic("1", 0, 30, 1);
        traffic("2", 30, 60, 1);
        traffic("3", 60, 90, 1);
        traffic("1", 90, 120, 1);
        traffic("2", 120, 150, 1);
        clockAt(161);

        assertThat(compared("ttft", "p50"))
                .last()
                .extracting(RegressionRow::oldVersion, RegressionRow::newVersion)
                .containsExactly("2", "3");
        // Of the third version: its block of half an hour; of the second: two.
        assertThat(compared("ttft", "p50"))
                .last()
                .extracting(row -> row.oldSide().blocks(), row -> row.newSide().blocks())
                .containsExactly(2, 1);
    }

    @Test
    void stateOfLongTraffic_isADayOfEachVersion() throws Exception {
        traffic("1", 0, 2_160, 1);
        int oneVersion = harness.numKeyedStateEntries();
        traffic("2", 2_160, 4_320, 1);
        clockAt(4_320 + 11);

        assertThat(compared("ttft", "p50")).last().satisfies(row -> {
            assertThat(row.oldSide().blocks()).isEqualTo(48);
            assertThat(row.newSide().blocks()).isEqualTo(48);
            assertThat(row.verdict()).isEqualTo(Verdict.NO_EVIDENCE);
        });
        assertThat(harness.numKeyedStateEntries()).isLessThanOrEqualTo(oneVersion + 8);

        clockAt(34 * 1_440);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void crashAndRestore_compareTheSame() throws Exception {
        traffic("1", 0, 270, 1);
        traffic("2", 270, 400, 1.4);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.getOutput().clear();
        traffic("2", 400, 600, 1.4);
        List<RegressionRow> expected = harness.extractOutputValues();
        harness.close();

        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        // Kafka repeats some of what was before the checkpoint.
        for (int repeated = 360; repeated < 400; repeated++) {
            harness.processElement(new StreamRecord<>(minute("2", "", repeated, 1.4)));
        }
        traffic("2", 400, 600, 1.4);

        assertThat(harness.extractOutputValues()).isEqualTo(expected).isNotEmpty();
    }
}
