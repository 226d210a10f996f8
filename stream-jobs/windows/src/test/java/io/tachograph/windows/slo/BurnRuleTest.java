package io.tachograph.windows.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.windows.alert.Evidence;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BurnRuleTest {
    private static final BurnRule RULE = new BurnRule(0.99, 10);

    @ParameterizedTest
    @CsvSource({
        // short eligible, missed; long eligible, missed; what it says
        "100, 15, 1000, 150, ABOVE",
        "100, 14, 1000, 150, BELOW",
        "100, 15, 1000, 140, BELOW",
        "  9,  9, 1000, 150, UNKNOWN",
        "  0,  0, 1000, 150, UNKNOWN",
        "  9,  9, 1000, 100, BELOW",
        "  0,  0,    9,   9, UNKNOWN",
        "  0,  0,    0,   0, UNKNOWN",
        " 10, 10,   10,  10, ABOVE",
    })
    void bothWindowsWithEnoughEvents_decide(
            long shortEligible, long shortMissed, long longEligible, long longMissed, Evidence says) {
        EventCounts shortCounts = new EventCounts(shortEligible, shortMissed);
        EventCounts longCounts = new EventCounts(longEligible, longMissed);

        assertThat(RULE.evidence(BurnWindow.HOUR, shortCounts, longCounts)).isEqualTo(says);
        assertThat(RULE.reading(BurnWindow.HOUR, shortCounts, longCounts).enoughEvidence())
                .isEqualTo(says != Evidence.UNKNOWN);
    }

    @Test
    void noRequests_areNoBurnRateOfZero() {
        assertThat(RULE.reading(BurnWindow.HOUR, EventCounts.NONE, EventCounts.NONE)
                        .value())
                .isNull();
        assertThat(EventCounts.NONE.burnRate(0.99)).isNaN();
    }

    /** The workbook's table, from its definition: the share of a 30-day budget that is gone after the long window. */
    @ParameterizedTest
    @CsvSource({"HOUR, 0.02", "SIX_HOURS, 0.05", "DAY, 0.10", "THREE_DAYS, 0.10"})
    void factor_isTheShareOfTheBudgetOverTheShareOfThePeriod(BurnWindow pair, double budgetShare) {
        double periodShare =
                (double) pair.longWindow().toMinutes() / Duration.ofDays(30).toMinutes();

        assertThat(pair.factor()).isCloseTo(budgetShare / periodShare, within(1e-9));
        assertThat(pair.shortWindow().multipliedBy(12)).isEqualTo(pair.longWindow());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 99, Double.NaN})
    void objectiveThatIsNoShare_isRefused(double objective) {
        assertThatThrownBy(() -> new BurnRule(objective, 1)).hasMessageContaining("is not between 0 and 1");
    }

    @Test
    void moreMissesThanRequests_areRefused() {
        assertThatThrownBy(() -> new EventCounts(3, 4)).hasMessageContaining("4 of 3");
    }
}
