package io.tachograph.windows.rollup;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenRollUpTest {
    private static final WindowGrid MINUTES =
            new WindowGrid(Resolution.ONE_MINUTE, Duration.ofSeconds(60), Duration.ofSeconds(60));
    private static final Series ATLAS =
            new Series("lab-vllm-atlas", "lab", "vllm", "atlas", "0.30.0", "", "probe", "short", true);

    private static WindowSnapshot piece(long start, int revision, boolean complete, int requests) {
        RequestTotals totals = new RequestTotals();
        totals.cover(start, start + 10_000);
        for (int i = 0; i < requests; i++) {
            totals.addRequest(Outcome.OK, 3, 1, 7);
            totals.record(LatencyMetric.TTFT, (start % 60_000) + 1_000_000L * (i + 1));
        }
        return new WindowSnapshot(ATLAS, Resolution.TEN_SECONDS, start, revision, complete, totals);
    }

    @Test
    void snapshot_countsEachPieceOnceInItsNewestForm() throws Exception {
        // Given
        OpenRollUp minute = new OpenRollUp(ATLAS);
        minute.put(piece(MIDNIGHT_MILLIS, 0, false, 4));
        minute.put(piece(MIDNIGHT_MILLIS + 10_000, 0, false, 2));
        minute.put(piece(MIDNIGHT_MILLIS, 1, false, 5));
        minute = BinaryCopies.of(new OpenRollUpFormat(), minute);
        minute.put(piece(MIDNIGHT_MILLIS, 2, true, 6));
        minute.put(piece(MIDNIGHT_MILLIS + 10_000, 1, true, 3));

        // When
        WindowSnapshot sum = minute.snapshot(MINUTES, MIDNIGHT_MILLIS, true);

        // Then
        RequestTotals expected = piece(MIDNIGHT_MILLIS, 2, true, 6).totals();
        expected.merge(piece(MIDNIGHT_MILLIS + 10_000, 1, true, 3).totals());
        assertThat(sum.totals()).isEqualTo(expected);
        assertThat(sum.totals().spanToMillis() - sum.totals().spanFromMillis()).isEqualTo(20_000);
    }

    @Test
    void snapshot_beforeAPieceIsCompleteHoldsWhatIsKnownOfIt() {
        OpenRollUp minute = new OpenRollUp(ATLAS);
        minute.put(piece(MIDNIGHT_MILLIS, 0, true, 4));
        minute.put(piece(MIDNIGHT_MILLIS + 10_000, 0, false, 2));

        WindowSnapshot early = minute.snapshot(MINUTES, MIDNIGHT_MILLIS, false);
        minute.put(piece(MIDNIGHT_MILLIS + 10_000, 1, true, 3));
        WindowSnapshot late = minute.snapshot(MINUTES, MIDNIGHT_MILLIS, true);

        assertThat(early.totals().requests()).isEqualTo(6);
        assertThat(late.totals().requests()).isEqualTo(7);
        assertThat(late.revision()).isGreaterThan(early.revision());
    }

    @Test
    void pieceThatWasComplete_isRefusedInWhateverFormItComesAgain() throws Exception {
        OpenRollUp minute = new OpenRollUp(ATLAS);
        minute.put(piece(MIDNIGHT_MILLIS, 2, true, 4));
        minute = BinaryCopies.of(new OpenRollUpFormat(), minute);

        assertThat(minute.put(piece(MIDNIGHT_MILLIS, 2, true, 4))).isFalse();
        assertThat(minute.put(piece(MIDNIGHT_MILLIS, 0, true, 9))).isFalse();
        assertThat(minute.put(piece(MIDNIGHT_MILLIS, 3, false, 9))).isFalse();
        assertThat(minute.put(piece(MIDNIGHT_MILLIS + 50_000, 0, true, 1))).isTrue();
        assertThat(minute.snapshot(MINUTES, MIDNIGHT_MILLIS, true).totals().requests())
                .isEqualTo(5);
    }

    @Test
    void olderEmissionOfAPiece_isRefused() throws Exception {
        OpenRollUp minute = new OpenRollUp(ATLAS);
        minute.put(piece(MIDNIGHT_MILLIS, 1, false, 4));
        minute = BinaryCopies.of(new OpenRollUpFormat(), minute);

        assertThat(minute.put(piece(MIDNIGHT_MILLIS, 0, false, 3))).isFalse();
        assertThat(minute.put(piece(MIDNIGHT_MILLIS, 1, false, 4)))
                .as("the same")
                .isTrue();
        assertThat(minute.snapshot(MINUTES, MIDNIGHT_MILLIS, true).totals().requests())
                .isEqualTo(4);
    }
}
