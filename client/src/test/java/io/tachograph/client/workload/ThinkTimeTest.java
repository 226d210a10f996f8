package io.tachograph.client.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinkTimeTest {
    @Test
    void fixedTime_isAlwaysTheSame() {
        assertThat(ThinkTime.parse("1.5s")).isEqualTo(ThinkTime.fixed(Duration.ofMillis(1500)));
        assertThat(ThinkTime.parse("2m").draw(new SplittableRandom(1))).isEqualTo(Duration.ofMinutes(2));
        assertThat(ThinkTime.NONE.describe()).isEqualTo("no think time");
    }

    @Test
    void exponentialTime_hasItsMeanAndAsLargeADeviation() {
        double[] seconds = draws(ThinkTime.parse("exponential:2s"));
        double mean = DoubleStream.of(seconds).average().orElseThrow();
        double variance = DoubleStream.of(seconds)
                .map(s -> (s - mean) * (s - mean))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(2, within(0.05));
        assertThat(Math.sqrt(variance)).isCloseTo(2, within(0.1));
    }

    @Test
    void uniformTime_fillsItsRange() {
        double[] seconds = draws(ThinkTime.parse("uniform: 500ms, 1500ms"));

        assertThat(DoubleStream.of(seconds).average()).hasValueCloseTo(1.0, within(0.01));
        assertThat(DoubleStream.of(seconds).min()).hasValueCloseTo(0.5, within(0.01));
        assertThat(DoubleStream.of(seconds).max()).hasValueCloseTo(1.5, within(0.01));
        assertThat(ThinkTime.parse("uniform:500ms,1500ms").describe()).isEqualTo("think time uniform 0.5 s to 1.5 s");
    }

    private static double[] draws(ThinkTime time) {
        SplittableRandom random = new SplittableRandom(1);
        return DoubleStream.generate(() -> time.draw(random).toNanos() / 1e9)
                .limit(20_000)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2h", "poisson:2s", "uniform:2s", "exponential:", "fixed:1s,2s", "-1s"})
    void otherText_isRefused(String text) {
        assertThatThrownBy(() -> ThinkTime.parse(text))
                .hasMessage("think time '" + text + "' is none of 2s, exponential:2s and uniform:500ms,3s");
    }

    @Test
    void rangeThatIsNone_isRefused() {
        assertThatThrownBy(() -> ThinkTime.parse("uniform:3s,1s")).hasMessageContaining("must be from 0 to a day");
        assertThatThrownBy(() -> ThinkTime.parse("9999m")).hasMessageContaining("must be from 0 to a day");
    }
}
