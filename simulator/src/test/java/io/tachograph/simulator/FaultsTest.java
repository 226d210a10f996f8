package io.tachograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FaultsTest {
    @Test
    void at_dividesTheUnitIntervalByTheRates() {
        Faults faults = new Faults(0.1, 0.1, 0.1, 0.1, 0.1, 0.1);

        assertThat(faults.at(0.05)).isEqualTo(Fault.HTTP_500);
        assertThat(faults.at(0.15)).isEqualTo(Fault.RATE_LIMITED);
        assertThat(faults.at(0.25)).isEqualTo(Fault.STALL);
        assertThat(faults.at(0.35)).isEqualTo(Fault.CUT_STREAM);
        assertThat(faults.at(0.45)).isEqualTo(Fault.ERROR_MID_STREAM);
        assertThat(faults.at(0.55)).isEqualTo(Fault.GARBAGE);
        assertThat(faults.at(0.65)).isNull();
    }

    @Test
    void none_neverStrikes() {
        assertThat(Faults.none().at(0)).isNull();
    }

    @Test
    void rates_mustFitIntoOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Faults(0.6, 0.6, 0, 0, 0, 0))
                .withMessageContaining("sum");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.stall(-0.1))
                .withMessageContaining("stall");
    }
}
