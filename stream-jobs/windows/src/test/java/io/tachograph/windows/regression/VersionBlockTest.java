package io.tachograph.windows.regression;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.RegressionRow;
import io.tachograph.store.RegressionRow.Side;
import io.tachograph.store.RegressionRow.Verdict;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionBlockTest {
    private static WindowSnapshot minute(String tenant, int minute, long nanos) {
        RequestTotals totals = new RequestTotals();
        totals.record(LatencyMetric.TTFT, nanos);
        Series series = new Series("t", "c", "f", "m", "1", tenant, "probe", "short", true);
        return new WindowSnapshot(series, Resolution.ONE_MINUTE, MIDNIGHT_MILLIS + minute * 60_000L, 1, true, totals);
    }

    @Test
    void minutes_countOnceInAnyOrderForEachTenant() throws Exception {
        VersionBlock block = new VersionBlock();
        LatencyHistogram expected = new LatencyHistogram();
        Random random = new Random(3);
        boolean[][] added = new boolean[3][30];
        for (int i = 0; i < 500; i++) {
            int tenant = random.nextInt(3);
            int minute = random.nextInt(30);
            boolean isNew = !added[tenant][minute];
            added[tenant][minute] = true;

            assertThat(block.add(minute("t" + tenant, 30 + minute, 1_000L * minute + tenant)))
                    .isEqualTo(isNew);
            if (isNew) {
                expected.record(1_000L * minute + tenant);
            }
        }
        assertThat(block.latency(ComparedMetric.TTFT)).isEqualTo(expected);
        assertThat(block.latency(ComparedMetric.E2E)).isNull();
        assertThat(BinaryCopies.of(new VersionBlockFormat(), block)).isEqualTo(block);

        block.close();
        assertThat(BinaryCopies.of(new VersionBlockFormat(), block)).isEqualTo(block);
        assertThat(block.isClosed()).isTrue();
    }

    @Test
    void block_beginsWithEachHalfHour() {
        assertThat(VersionBlock.startOf(MIDNIGHT_MILLIS + 1_799_999)).isEqualTo(MIDNIGHT_MILLIS);
        assertThat(VersionBlock.startOf(MIDNIGHT_MILLIS + 1_800_000)).isEqualTo(MIDNIGHT_MILLIS + 1_800_000);
    }

    @Test
    void copy_sharesNothing() {
        VersionBlock block = new VersionBlock();
        block.add(minute("", 0, 5));
        VersionBlock copy = new VersionBlockFormat().copy(block);
        block.add(minute("", 1, 6));

        assertThat(Objects.requireNonNull(copy.latency(ComparedMetric.TTFT)).count())
                .isEqualTo(1);
        assertThat(copy.add(minute("", 1, 6))).isTrue();
    }

    @Test
    void comparison_travelsWhole() throws Exception {
        for (boolean known : new boolean[] {true, false}) {
            RegressionRow row = new RegressionRow(
                    "t",
                    "c",
                    "f",
                    "m",
                    "probe",
                    "short",
                    true,
                    "ttft",
                    "p95",
                    "1",
                    "2",
                    Instant.ofEpochMilli(MIDNIGHT_MILLIS),
                    new Side(0.5, 600, 9),
                    new Side(known ? 0.75 : null, 700, 8),
                    known ? 1.5 : null,
                    known ? 1.25 : null,
                    known ? 1.75 : null,
                    0.05,
                    known ? Verdict.WORSE : Verdict.INSUFFICIENT_DATA);
            assertThat(BinaryCopies.of(new RegressionRowFormat(), row)).isEqualTo(row);
        }
    }

    @Test
    void versions_areOrderedByWhenTheyWereFirstSeen() {
        VersionsSeen seen = VersionsSeen.NONE.with("b", 10).with("a", 20).with("b", 30);
        assertThat(seen.newest()).isEqualTo("a");
        assertThat(seen.before()).isEqualTo("b");

        for (int i = 0; i < 100; i++) {
            seen = seen.with("v" + i, 100 + i);
        }
        assertThat(seen.firstSeenMillis()).hasSize(8);
        assertThat(seen.isCompared("v98")).isTrue();
        assertThat(seen.isCompared("v97")).isFalse();
    }
}
