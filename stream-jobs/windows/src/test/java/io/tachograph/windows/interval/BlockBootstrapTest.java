package io.tachograph.windows.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockBootstrapTest {
    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] autoregressive(int n, double persistence, long seed) {
        Random random = new Random(seed);
        double[] series = new double[n];
        double level = random.nextGaussian();
        for (int t = 0; t < n; t++) {
            series[t] = 10 + level;
            level = persistence * level + Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
        }
        return series;
    }

    private static BlockBootstrap.Result interval(double[] series, long seed) {
        BlockBootstrap.Result result = BlockBootstrap.interval(new BlockRatio(series, ones(series.length)), seed);
        assertThat(result).isNotNull();
        return result;
    }

    @Test
    void sameSeed_isTheSameInterval() {
        double[] series = autoregressive(60, 0.5, 3);

        assertThat(interval(series, 8)).isEqualTo(interval(series, 8)).isNotEqualTo(interval(series, 9));
    }

    @Test
    void independentBlocks_isAboutTheTextbooksInterval() {
        double[] series = autoregressive(2_000, 0, 5);
        double mean = Arrays.stream(series).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(series).map(x -> (x - mean) * (x - mean)).sum() / (series.length - 1));

        Interval interval = interval(series, 1).interval();

        // Eight chunks: Student's t with seven degrees of freedom, and their spread is itself uncertain by a quarter.
        double half = 2.365 * deviation / Math.sqrt(series.length);
        assertThat((interval.high() - interval.low()) / 2).isCloseTo(half, within(0.5 * half));
        assertThat((interval.high() + interval.low()) / 2).isCloseTo(mean, within(0.3 * half));
    }

    @Test
    void blocksThatHangTogether_areDrawnInLongerChunksAndTheIntervalIsWider() {
        double independent = 0;
        double together = 0;
        int chunks = 0;
        for (int seed = 0; seed < 20; seed++) {
            Interval narrow = interval(autoregressive(288, 0, seed), seed).interval();
            BlockBootstrap.Result wide = interval(autoregressive(288, 0.9, seed), seed);
            independent += narrow.high() - narrow.low();
            together += wide.interval().high() - wide.interval().low();
            chunks += wide.chunkBlocks();
        }

        // The mean of an AR(1) series with 0.9 varies 19 times as much.
        assertThat(together / independent).isBetween(3.0, 7.0);
        assertThat(chunks / 20).isBetween(36, 72);
    }

    @Test
    void lessThanTwoBlocksOrNoValues_isNoInterval() {
        assertThat(BlockBootstrap.interval(new BlockRatio(ones(1), ones(1)), 1)).isNull();
        assertThat(BlockBootstrap.interval(new BlockRatio(new double[9], new double[9]), 1))
                .isNull();
    }

    @Test
    void twoBlocks_isAnIntervalThatSaysHowLittleTheyTell() {
        Interval interval = interval(new double[] {9, 11}, 4).interval();

        assertThat(interval.high() - interval.low()).isGreaterThan(12);
    }

    @Test
    void wilson_isWhatItsFormulaGives() {
        // Reference values from the formula, computed in Python.
        assertThat(WilsonInterval.of(0, 20).low()).isZero();
        assertThat(WilsonInterval.of(0, 20).high()).isCloseTo(0.161125, within(1e-6));
        assertThat(WilsonInterval.of(5, 100).low()).isCloseTo(0.0215437, within(1e-6));
        assertThat(WilsonInterval.of(5, 100).high()).isCloseTo(0.1117505, within(1e-6));
        assertThat(WilsonInterval.of(7, 7).high()).isEqualTo(1);
    }
}
