package io.tachograph.windows.alert;

import static io.tachograph.windows.alert.Evidence.ABOVE;
import static io.tachograph.windows.alert.Evidence.BELOW;
import static io.tachograph.windows.alert.Evidence.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.AlertReading;
import io.tachograph.store.AlertRow;
import io.tachograph.store.Series;
import io.tachograph.windows.BinaryCopies;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlertProgressTest {
    private static AlertProgress after(Evidence... evidence) {
        AlertProgress progress = AlertProgress.NEW;
        for (int minute = 0; minute < evidence.length; minute++) {
            progress = progress.after(evidence[minute], minute * 60_000L);
        }
        return progress;
    }

    @Test
    void alert_firesAndIsResolvedAndFiresAgain() {
        assertThat(after(BELOW)).isEqualTo(AlertProgress.NEW);
        assertThat(after(BELOW, ABOVE, ABOVE))
                .isEqualTo(new AlertProgress(AlertRow.State.FIRING, 60_000, AlertProgress.NEVER, AlertProgress.NEVER));
        assertThat(after(BELOW, ABOVE, ABOVE, BELOW, BELOW))
                .isEqualTo(new AlertProgress(AlertRow.State.RESOLVED, 60_000, 180_000, AlertProgress.NEVER));
        assertThat(after(BELOW, ABOVE, BELOW, ABOVE))
                .isEqualTo(new AlertProgress(AlertRow.State.FIRING, 180_000, AlertProgress.NEVER, AlertProgress.NEVER));
    }

    @Test
    void silence_changesNothing() {
        assertThat(after(UNKNOWN)).isEqualTo(AlertProgress.NEW);
        assertThat(after(ABOVE, UNKNOWN, UNKNOWN)).isEqualTo(after(ABOVE));
        assertThat(after(ABOVE, BELOW, UNKNOWN)).isEqualTo(after(ABOVE, BELOW));
    }

    @Test
    void alert_isToldAtOnceOnChangeAndOtherwiseHourly() {
        Duration hour = Duration.ofHours(1);
        AlertProgress told = AlertProgress.NEW.emittedAt(0);

        assertThat(AlertProgress.NEW.isDue(AlertProgress.NEW, 0, hour)).isTrue();
        assertThat(told.isDue(told, 3_599_999, hour)).isFalse();
        assertThat(told.isDue(told, 3_600_000, hour)).isTrue();
        assertThat(told.after(ABOVE, 1).isDue(told, 1, hour)).isTrue();
    }

    @Test
    void keptAndReadAgain_isTheSame() throws Exception {
        AlertProgress progress = after(ABOVE, BELOW).emittedAt(7);
        assertThat(BinaryCopies.of(new AlertProgressFormat(), progress)).isEqualTo(progress);

        AlertSubject subject = new AlertSubject(
                "burn|chat",
                AlertRow.Kind.BURN_RATE,
                AlertRow.Severity.TICKET,
                new Series("t", "c", "f", "m", "v", "", "probe", "short", true),
                "chat");
        AlertReading full =
                new AlertReading(2.5, 3.5, 1, "burn rate", Duration.ofDays(3), Duration.ofHours(6), 44, false);
        AlertReading bare = new AlertReading(null, null, 300, "s", null, null, 0, true);
        for (AlertProgress each : new AlertProgress[] {AlertProgress.NEW, after(ABOVE), progress}) {
            for (AlertReading reading : new AlertReading[] {full, bare}) {
                AlertRow row = subject.row(each, 120_000, reading, "what it is");
                assertThat(BinaryCopies.of(new AlertRowFormat(), row)).isEqualTo(row);
            }
        }
    }
}
