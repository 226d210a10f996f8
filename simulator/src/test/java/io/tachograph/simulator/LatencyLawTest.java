package io.tachograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LatencyLawTest {
    private final LatencyLaw law = new LatencyLaw(0.05, 0.0003, 0.005, 0.02, 0.2);

    @Test
    void prefill_growsWithThePrompt() {
        assertThat(law.prefillNanos(0, 1)).isEqualTo(50_000_000);
        assertThat(law.prefillNanos(100, 1)).isEqualTo(80_000_000);
        assertThat(law.prefillNanos(100, 1.5)).isEqualTo(120_000_000);
    }

    @Test
    void step_growsWithTheBatch() {
        assertThat(law.stepNanos(1, 1)).isEqualTo(5_000_000);
        assertThat(law.stepNanos(11, 1)).isEqualTo(6_000_000);
        assertThat(law.stepNanos(11, 0.5)).isEqualTo(3_000_000);
    }

    @Test
    void factor_hasMedianOneAndBounds() {
        Random random = new Random(7);
        double[] factors = DoubleStream.generate(() -> law.factor(random.nextGaussian()))
                .limit(20_001)
                .sorted()
                .toArray();

        assertThat(factors[10_000]).isBetween(0.99, 1.01);
        assertThat(factors[0]).isEqualTo(Math.exp(-0.5));
        assertThat(factors[20_000]).isEqualTo(Math.exp(0.5));
    }

    @Test
    void slowedBy_scalesEveryTime() {
        assertThat(law.slowedBy(2).prefillNanos(100, 1)).isEqualTo(160_000_000);
        assertThat(law.slowedBy(2).stepNanos(11, 1)).isEqualTo(12_000_000);
    }

    @Test
    void badValue_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatencyLaw(0, 0, 0, 0, 0))
                .withMessageContaining("tokenSeconds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatencyLaw(Double.NaN, 0, 1, 0, 0))
                .withMessageContaining("prefillBaseSeconds");
    }
}
