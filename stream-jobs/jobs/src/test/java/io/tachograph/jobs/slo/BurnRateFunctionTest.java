package io.tachograph.jobs.slo;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.store.AlertRow;
import io.tachograph.store.AlertRow.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State and timers of the function alone, driven by hand. */
class BurnRateFunctionTest {
    private BurnRates rates = new BurnRates(SloConfig.of(Map.of("chat", 0.99)));

    @BeforeEach
    void open() throws Exception {
        rates.harness().open();
    }

    @AfterEach
    void close() throws Exception {
        rates.harness().close();
    }

    private List<AlertRow> hourAlerts() {
        return rates.emitted().stream()
                .filter(alert -> alert.key().endsWith("|1h"))
                .toList();
    }

    private void traffic(int fromMinute, int toMinute, long missed) throws Exception {
        for (int minute = fromMinute; minute < toMinute; minute++) {
            rates.deliver(minute, "a", 0, 100, missed);
            rates.clockAt(minute + 1);
        }
    }

    private static Instant minute(int minute) {
        return Instant.ofEpochMilli(MIDNIGHT_MILLIS + minute * 60_000L);
    }

    @Test
    void outage_firesAndIsResolvedWhenTheShortWindowIsGoodAgain() throws Exception {
        traffic(0, 60, 0);
        traffic(60, 80, 100);
        traffic(80, 100, 0);

        // 14.4 % of an hour's 6,000 requests are 864: nine minutes of outage, and four good ones in the short window.
        assertThat(hourAlerts())
                .extracting(AlertRow::state, AlertRow::since, AlertRow::resolvedAt, AlertRow::evaluatedAt)
                .containsExactly(
                        tuple(State.INACTIVE, null, null, minute(1)),
                        tuple(State.INACTIVE, null, null, minute(61)),
                        tuple(State.FIRING, minute(69), null, minute(69)),
                        tuple(State.RESOLVED, minute(69), minute(85), minute(85)));
    }

    @Test
    void alertThatDoesNotChange_isToldHourly() throws Exception {
        traffic(0, 150, 0);

        assertThat(hourAlerts()).extracting(AlertRow::evaluatedAt).containsExactly(minute(1), minute(61), minute(121));
    }

    @Test
    void targetThatFallsSilentWhileItFires_isNotGood() throws Exception {
        traffic(0, 10, 100);
        rates.emitted();

        for (int minute = 11; minute < 600; minute++) {
            rates.clockAt(minute);
        }

        assertThat(hourAlerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.state()).isEqualTo(State.FIRING);
            assertThat(alert.reading().enoughEvidence()).isFalse();
            assertThat(alert.reading().shortValue()).isNull();
        });
    }

    @Test
    void targetThatIsRemoved_isResolvedAfterADayAndForgottenAfterThree() throws Exception {
        traffic(0, 10, 100);
        rates.emitted();
        rates.clockAt(24 * 60 + 9);
        assertThat(hourAlerts()).extracting(AlertRow::state).containsOnly(State.FIRING);

        rates.clockAt(24 * 60 + 10);

        assertThat(hourAlerts()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(State.RESOLVED);
            assertThat(alert.summary()).contains("counts as removed");
        });
        rates.clockAt(4_400);
        assertThat(rates.harness().numKeyedStateEntries()).isZero();
        assertThat(rates.harness().numEventTimeTimers()).isZero();
    }

    @Test
    void countsOfASettledMinute_changeNothing() throws Exception {
        traffic(0, 20, 0);
        rates.deliver(2, "a", 1, 100, 100);
        rates.deliver(2, "new series", 0, 1_000_000, 1_000_000);
        traffic(20, 21, 0);
        traffic(21, 62, 0);

        assertThat(hourAlerts()).extracting(AlertRow::state).containsOnly(State.INACTIVE);
        assertThat(hourAlerts())
                .allSatisfy(alert -> assertThat(alert.reading().value()).isZero());
    }

    @Test
    void endOfAllInput_isNoSilence() throws Exception {
        traffic(0, 10, 100);
        rates.emitted();

        rates.harness().processWatermark(Long.MAX_VALUE);

        assertThat(hourAlerts()).isEmpty();
    }

    @Test
    void crashAndRestore_goOnWhereTheyWere() throws Exception {
        traffic(0, 70, 0);
        traffic(70, 75, 100);
        var checkpoint = rates.harness().snapshot(1, 1);
        rates.emitted();
        traffic(75, 90, 100);
        List<AlertRow> expected = rates.emitted();
        rates.harness().close();

        rates = new BurnRates(SloConfig.of(Map.of("chat", 0.99)));
        rates.harness().initializeState(checkpoint);
        rates.harness().open();
        // Kafka repeats some of what was before the checkpoint.
        rates.deliver(73, "a", 0, 100, 100);
        rates.deliver(40, "a", 0, 100, 100);
        traffic(75, 90, 100);

        assertThat(rates.emitted()).isEqualTo(expected).isNotEmpty();
    }
}
