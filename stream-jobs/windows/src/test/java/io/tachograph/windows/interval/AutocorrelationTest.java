package io.tachograph.windows.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutocorrelationTest {
    @ParameterizedTest
    @ValueSource(doubles = {4.5, 5, 6})
    void loadThatSwings_persistsAsMuchAsItsNeighboursAreAlike(double period) {
        double[] series = IntStream.range(0, 144)
                .mapToDouble(t -> 10 + Math.sin(2 * Math.PI * t / period))
                .toArray();

        assertThat(new Autocorrelation(series).persistence()).isCloseTo(Math.cos(2 * Math.PI / period), within(0.05));
    }

    @Test
    void levelThatWandersUnderNoise_persistsAsTheLevelDoes() {
        Random random = new Random(11);
        double[] series = new double[4_000];
        double level = 0;
        for (int t = 0; t < series.length; t++) {
            level = 0.9 * level + Math.sqrt(1 - 0.81) * random.nextGaussian();
            series[t] = 10 + level + random.nextGaussian();
        }

        assertThat(new Autocorrelation(series).persistence()).isCloseTo(0.9, within(0.05));
    }
}
