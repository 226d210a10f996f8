package io.tachograph.windows.slo;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.alert.AlertProgress;
import io.tachograph.windows.results.WindowRecordReader;
import io.tachograph.windows.results.WindowRecords;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SloMinutesTest {
    private static final Series SERIES = new Series("t", "c", "f", "m", "1", "", "probe", "short", true);

    private static EmittedWindow window() {
        RequestTotals totals = new RequestTotals();
        totals.cover(MIDNIGHT_MILLIS, MIDNIGHT_MILLIS + 60_000);
        for (int i = 0; i < 45; i++) {
            totals.addRequest(Outcome.OK, 1, 0, 1);
        }
        totals.addSlo(
                new SloDefinition("chat", 500_000_000, SloDefinition.ANY, 30_000_000_000L),
                new SloTotals(40, 37, 38, 0, 39));
        totals.addSlo(
                new SloDefinition("chat", 400_000_000, SloDefinition.ANY, SloDefinition.ANY),
                new SloTotals(5, 5, 5, 0, 0));
        totals.addSlo(
                new SloDefinition("unwatched", 1, SloDefinition.ANY, SloDefinition.ANY), new SloTotals(45, 0, 0, 0, 0));
        return new EmittedWindow(
                2, new WindowSnapshot(SERIES, Resolution.ONE_MINUTE, MIDNIGHT_MILLIS, 3, true, totals));
    }

    @Test
    void countsOfSlosWithAnObjective_comeFromTheWire() throws Exception {
        EmittedWindow read = WindowRecordReader.of(WindowRecords.of(window().window(), 2));

        assertThat(read).isEqualTo(window());
        assertThat(SloMinutes.of(read, Map.of("chat", 0.99)))
                .containsExactlyInAnyOrder(
                        new SloMinute(
                                "chat",
                                "ttft=500000000ns e2e=30000000000ns",
                                0.99,
                                SERIES,
                                MIDNIGHT_MILLIS / 60_000,
                                2,
                                45,
                                true,
                                3,
                                new EventCounts(40, 3)),
                        new SloMinute(
                                "chat",
                                "ttft=400000000ns",
                                0.99,
                                SERIES,
                                MIDNIGHT_MILLIS / 60_000,
                                2,
                                45,
                                true,
                                3,
                                new EventCounts(5, 0)));
    }

    @Test
    void recordWithMoreMetThanEligible_isInvalid() {
        WindowSnapshot window = window().window();
        window.totals()
                .addSlo(
                        new SloDefinition("wrong", 1, SloDefinition.ANY, SloDefinition.ANY),
                        new SloTotals(40, 41, 0, 0, 0));
        RequestWindow record = WindowRecords.of(window, 0);

        assertThatThrownBy(() -> WindowRecordReader.of(record))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("41 of 40");
    }

    @Test
    void keptAndReadAgain_isTheSame() throws Exception {
        SloMinute minute = SloMinutes.of(window(), Map.of("chat", 0.99)).get(0);
        TargetPresence presence = new TargetPresence(SERIES, MIDNIGHT_MILLIS, AlertProgress.NEW.emittedAt(5));

        assertThat(BinaryCopies.of(new SloMinuteFormat(), minute)).isEqualTo(minute);
        assertThat(BinaryCopies.of(new TargetPresenceFormat(), presence)).isEqualTo(presence);
    }

    @Test
    void emissionThatKnowsMore_replaces() {
        SloMinute minute = SloMinutes.of(window(), Map.of("chat", 0.99)).get(0);
        SloMinute early = with(minute, 2, 10, false, 9);
        SloMinute later = with(minute, 2, 12, false, 1);
        SloMinute complete = with(minute, 2, 12, true, 0);
        SloMinute again = with(minute, 3, 1, false, 0);

        assertThat(later.replaces(early)).isTrue();
        assertThat(early.replaces(later)).isFalse();
        assertThat(complete.replaces(later)).isTrue();
        assertThat(later.replaces(complete)).isFalse();
        assertThat(again.replaces(complete)).isTrue();
        assertThat(complete.replaces(complete)).isTrue();
    }

    private static SloMinute with(SloMinute minute, int epoch, long requests, boolean complete, int revision) {
        return new SloMinute(
                minute.slo(),
                minute.thresholds(),
                minute.objective(),
                minute.series(),
                minute.minute(),
                epoch,
                requests,
                complete,
                revision,
                minute.counts());
    }
}
