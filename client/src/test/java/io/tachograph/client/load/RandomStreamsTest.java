package io.tachograph.client.load;

import static io.tachograph.client.load.GapStatistics.gaps;
import static io.tachograph.client.load.GapStatistics.instants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
    private static final int N = 20_000;
    /** Five standard errors of a correlation, and up to a thousand of them are looked at. */
    private static final double NO_CORRELATION = 5 / Math.sqrt(N - 20);

    @Test
    void neighbouringSeeds_areIndependentAtEveryShift() {
        double[][] gaps = LongStream.rangeClosed(0, 9)
                .mapToObj(seed -> gaps(instants(new Poisson(25, seed), N)))
                .toArray(double[][]::new);

        for (double[] one : gaps) {
            for (double[] other : gaps) {
                for (int lag = 0; lag <= 8; lag++) {
                    if (one != other || lag > 0) {
                        assertThat(GapStatistics.correlation(one, other, lag)).isCloseTo(0, within(NO_CORRELATION));
                    }
                }
            }
        }
    }

    @Test
    void seedsThatLieOnOneCycleOfTheRandomNumbers_areNotTheSameSequenceShifted() {
        // SplittableRandom adds this number for each draw, so that the plain seeds 0 and -G are one sequence.
        long step = 0x9E3779B97F4A7C15L;
        double[] one = gaps(instants(new Poisson(25, 5), N));
        double[] other = gaps(instants(new Poisson(25, 5 - step), N));

        for (int lag = 0; lag <= 8; lag++) {
            assertThat(GapStatistics.correlation(one, other, lag)).isCloseTo(0, within(NO_CORRELATION));
        }
    }

    @Test
    void processesOfDifferentSeeds_overlaidAreStillPoisson() {
        // Given ten workers side by side, as a fleet of agents has
        long[] all = LongStream.range(0, 10)
                .flatMap(seed -> LongStream.of(instants(new Poisson(25, seed), N)))
                .sorted()
                .limit(9 * N)
                .toArray();

        assertThat(RenewalCheck.poisson(250).objections(all)).isEmpty();
    }

    @Test
    void cancellation_hasNothingToDoWithTheArrivalsOfTheSameSeed() {
        for (long seed : new long[] {0, 1, 42}) {
            double[] gaps = gaps(instants(new Poisson(25, seed), N));
            Cancellation cancellation = new Cancellation(0.5, Duration.ZERO, seed);
            double[] chosen = IntStream.range(0, N)
                    .mapToDouble(i -> cancellation.givesUp(i, 0) ? 1 : 0)
                    .toArray();

            for (int lag = 0; lag <= 3; lag++) {
                assertThat(GapStatistics.correlation(gaps, chosen, lag)).isCloseTo(0, within(NO_CORRELATION));
            }
        }
    }

    @Test
    void cancellation_takesItsShareOfFirstAndOfLaterTurns_independently() {
        Cancellation cancellation = new Cancellation(0.1, Duration.ZERO, 3);
        double[][] chosen = IntStream.range(0, 3)
                .mapToObj(turn -> IntStream.range(0, N)
                        .mapToDouble(i -> cancellation.givesUp(i, turn) ? 1 : 0)
                        .toArray())
                .toArray(double[][]::new);

        for (double[] turn : chosen) {
            assertThat(GapStatistics.mean(turn)).isCloseTo(0.1, within(5 * Math.sqrt(0.1 * 0.9 / N)));
        }
        assertThat(GapStatistics.correlation(chosen[0], chosen[1], 0)).isCloseTo(0, within(NO_CORRELATION));
        assertThat(GapStatistics.correlation(chosen[1], chosen[2], 0)).isCloseTo(0, within(NO_CORRELATION));
        assertThat(GapStatistics.correlation(chosen[0], chosen[1], 1)).isCloseTo(0, within(NO_CORRELATION));
    }

    @Test
    void otherSeed_givesAnotherSchedule() {
        assertThat(LongStream.of(instants(new Poisson(10, 42), 1000)).boxed())
                .doesNotContainAnyElementsOf(LongStream.of(instants(new Poisson(10, 43), 1000))
                        .boxed()
                        .toList());
    }
}
