package io.tachograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputLimitsTest {
    @Test
    void answer_endsByItselfWithinTheLimit() {
        OutputLimits limits = new OutputLimits(20, 1, false);

        assertThat(limits.outputTokens(20)).isEqualTo(20);
        assertThat(limits.reason(20)).isEqualTo(FinishReason.STOP);
    }

    @Test
    void answer_isCutOffAtTheLimit() {
        OutputLimits limits = new OutputLimits(20, 1, false);

        assertThat(limits.outputTokens(21)).isEqualTo(20);
        assertThat(limits.reason(21)).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void leastTokens_prolongAnAnswer() {
        assertThat(new OutputLimits(50, 30, false).outputTokens(20)).isEqualTo(30);
    }

    @Test
    void ignoredEnd_alwaysFillsTheLimit() {
        OutputLimits limits = new OutputLimits(50, 1, true);

        assertThat(limits.outputTokens(20)).isEqualTo(50);
        assertThat(limits.reason(20)).isEqualTo(FinishReason.LENGTH);
    }
}
