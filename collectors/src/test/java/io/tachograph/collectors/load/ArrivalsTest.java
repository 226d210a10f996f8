package io.tachograph.collectors.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {
    private static final int N = 200_000;

    @Test
    void constantRate_hasEqualGapsAndNoDrift() {
        long[] instants = instants(new ConstantRate(1000), N);

        assertThat(instants[0]).isZero();
        assertThat(instants[N - 1]).isEqualTo((N - 1) * 1_000_000L);
        assertThat(coefficientOfVariation(gaps(instants))).isEqualTo(0);
    }

    @Test
    void constantRateThatDividesNothing_keepsItsRateOverDays() {
        long[] instants = instants(new ConstantRate(7), 7 * 86_400 + 1);

        assertThat(instants[7 * 86_400]).isCloseTo(86_400_000_000_000L, within(100L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 2026})
    void poisson_hasItsMeanItsVariationAndItsDispersion(long seed) {
        double rate = 250;
        long[] instants = instants(new Poisson(rate, seed), N);
        double[] gaps = gaps(instants);

        // Five standard errors each: 1/sqrt(n) for mean and variation, sqrt(2/windows) for the dispersion
        double mean = Arrays.stream(gaps).average().orElseThrow();
        assertThat(mean * rate / 1e9).isCloseTo(1, within(5 / Math.sqrt(N)));
        assertThat(coefficientOfVariation(gaps)).isCloseTo(1, within(5 / Math.sqrt(N)));
        int windows = (int) (instants[N - 1] / 1_000_000_000L);
        assertThat(indexOfDispersion(instants, windows)).isCloseTo(1, within(5 * Math.sqrt(2.0 / windows)));
        assertThat(lagOneCorrelation(gaps)).isCloseTo(0, within(5 / Math.sqrt(N)));
    }

    @Test
    void sameSeed_givesTheSameSchedule_andAnotherSeedAnother() {
        Poisson arrivals = new Poisson(10, 42);

        assertThat(instants(arrivals, 1000)).isEqualTo(instants(arrivals, 1000));
        assertThat(LongStream.of(instants(arrivals, 1000)).boxed())
                .doesNotContainAnyElementsOf(LongStream.of(instants(new Poisson(10, 43), 1000))
                        .boxed()
                        .toList());
    }

    @Test
    void processesOfDifferentSeeds_overlaidAreStillPoisson() {
        // Given ten workers side by side, as a fleet of agents has
        long[] all = LongStream.range(0, 10)
                .flatMap(seed -> LongStream.of(instants(new Poisson(25, seed), N / 10)))
                .sorted()
                .toArray();
        int windows = 700;

        // Then
        assertThat(indexOfDispersion(all, windows)).isCloseTo(1, within(5 * Math.sqrt(2.0 / windows)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void rateThatIsNone_isRefused(double rate) {
        assertThatThrownBy(() -> new ConstantRate(rate)).hasMessageContaining("rate is " + rate);
        assertThatThrownBy(() -> new Poisson(rate, 1)).hasMessageContaining("rate is " + rate);
    }

    private static long[] instants(OpenLoop arrivals, int n) {
        OpenLoop.Schedule schedule = arrivals.schedule();
        return LongStream.generate(schedule::nextNanos).limit(n).toArray();
    }

    private static double[] gaps(long[] instants) {
        double[] gaps = new double[instants.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = instants[i + 1] - instants[i];
            assertThat(gaps[i]).isNotNegative();
        }
        return gaps;
    }

    private static double coefficientOfVariation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return Math.sqrt(variance) / mean;
    }

    /** Variance over mean of the counts in windows of one second. */
    private static double indexOfDispersion(long[] instants, int windows) {
        double[] counts = new double[windows];
        for (long instant : instants) {
            int window = (int) (instant / 1_000_000_000L);
            if (window < windows) {
                counts[window]++;
            }
        }
        double mean = Arrays.stream(counts).average().orElseThrow();
        return Math.pow(coefficientOfVariation(counts), 2) * mean;
    }

    private static double lagOneCorrelation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            products += i == 0 ? 0 : (values[i] - mean) * (values[i - 1] - mean);
        }
        return products / squares;
    }
}
