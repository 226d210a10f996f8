package io.tachograph.client.load;

import static io.tachograph.client.load.GapStatistics.gaps;
import static io.tachograph.client.load.GapStatistics.instants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {
    private static final int N = 200_000;

    @Test
    void constantRate_hasEqualGapsFromTheStart() {
        long[] instants = instants(new ConstantRate(1000), N);

        assertThat(instants)
                .isEqualTo(LongStream.range(0, N).map(i -> i * 1_000_000).toArray());
    }

    @Test
    void constantRateThatDividesNothing_isExactToTheNanosecondForTenMillionArrivals() {
        for (double rate : new double[] {7, 1234.5678}) {
            OpenLoop.Schedule schedule = new ConstantRate(rate).schedule();
            BigDecimal perSecond = new BigDecimal(rate);
            for (int i = 0; i <= 10_000_000; i++) {
                long found = schedule.nextNanos();
                if (i % 999_983 == 0) {
                    BigDecimal exact =
                            BigDecimal.valueOf(i).scaleByPowerOfTen(9).divide(perSecond, 6, RoundingMode.HALF_UP);
                    assertThat(exact.subtract(BigDecimal.valueOf(found)).abs().doubleValue())
                            .isLessThan(1);
                }
            }
        }
    }

    @Test
    void sumsOfGaps_areExactToTheNanosecondAfterTenMillionArrivals() {
        OpenLoop.Schedule schedule = new Poisson(10, 9).schedule();
        UnitRateGaps gaps = UnitRateGaps.exponential(RandomStreams.ARRIVALS.random(9));

        // Then an exact sum of the same gaps, in integers of 2^-28 and what is left of each, says the same
        long units = 0;
        double rest = 0;
        long found = 0;
        for (int i = 0; i < 10_000_000; i++) {
            found = schedule.nextNanos();
            double scaled = gaps.next() * 0x1p28;
            units += (long) scaled;
            rest += scaled - (long) scaled;
        }
        BigDecimal exact = BigDecimal.valueOf(units)
                .add(new BigDecimal(rest))
                .divide(BigDecimal.valueOf(1L << 28))
                .scaleByPowerOfTen(9)
                .divide(BigDecimal.TEN);
        assertThat(exact.subtract(BigDecimal.valueOf(found)).abs().doubleValue())
                .isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 2026})
    void poisson_isPoisson(long seed) {
        assertThat(RenewalCheck.poisson(250).objections(instants(new Poisson(250, seed), N)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.5, 2", "1, 3", "2, 4", "20, 5"})
    void gamma_hasTheGapsOfItsShape(double burstiness, long seed) {
        assertThat(new RenewalCheck(40, burstiness).objections(instants(new Gamma(40, burstiness, seed), N)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.5, 0.999, 1, 1.001, 3, 20})
    void gammaGaps_areGammaDistributed_howeverShort(double shape) {
        GammaGaps gaps = new GammaGaps(shape, RandomStreams.ARRIVALS.random(77));
        double[] values = DoubleStream.generate(gaps::next).limit(N).toArray();

        assertThat(GapStatistics.kolmogorovSmirnov(values, gap -> GapStatistics.gammaCdf(shape, gap)))
                .isLessThan(1.95);
    }

    @Test
    void gammaOfAnotherShape_isNoticed() {
        assertThat(new RenewalCheck(40, 0.52).objections(instants(new Gamma(40, 0.5, 1), N)))
                .isNotEmpty();
        assertThat(RenewalCheck.poisson(40).objections(instants(new Gamma(40, 0.98, 1), N)))
                .isNotEmpty();
    }

    @Test
    void gammaDistributionOfTheTests_isRight() {
        // Closed forms: exponential; Erlang of shape 2; the error function's erf(1) for shape 1/2 at x = 1
        assertThat(GapStatistics.gammaCdf(1, 0.7)).isCloseTo(1 - Math.exp(-0.7), within(1e-12));
        assertThat(GapStatistics.gammaCdf(2, 1.5)).isCloseTo(1 - 4 * Math.exp(-3), within(1e-12));
        assertThat(GapStatistics.gammaCdf(0.5, 2)).isCloseTo(0.8427007929497149, within(1e-9));
    }

    @Test
    void burstinessWithoutEnd_approachesAConstantRate() {
        double[] gaps = gaps(instants(new Gamma(100, 1e6, 1), 10_000));

        assertThat(GapStatistics.coefficientOfVariation(gaps)).isCloseTo(0.001, within(0.0001));
        assertThat(GapStatistics.mean(gaps)).isCloseTo(1e7, within(1e3));
    }

    @Test
    void sameObject_givesTheSameScheduleTwice() {
        for (OpenLoop arrivals : List.of(
                new ConstantRate(3),
                new Poisson(10, 42),
                new Gamma(10, 0.3, 42),
                new Ramp(1, 50, Duration.ofSeconds(20), Ramp.Shape.LINEAR, Gaps.POISSON, 42),
                new Stages(List.of(new Stages.Stage(50, Duration.ofSeconds(30))), Gaps.POISSON, 42))) {
            assertThat(instants(arrivals, 1000))
                    .isEqualTo(instants(arrivals, 1000))
                    .isSorted();
        }
    }

    @Test
    void kindAndDescription_sayWhatItIs() {
        Duration half = Duration.ofMillis(500);
        Duration minute = Duration.ofMinutes(1);

        assertThat(ClosedLoop.of(8).describe()).isEqualTo("closed loop of 8 clients");
        assertThat(ClosedLoop.of(1).withRampUp(half).describe())
                .isEqualTo("closed loop of 1 client, begun within 0.5 s");
        assertThat(new ConstantRate(20).describe()).isEqualTo("constant 20/s");
        assertThat(new Poisson(0.25, 1).describe()).isEqualTo("poisson 0.25/s");
        assertThat(new Gamma(100_000, 0.5, 1).describe()).isEqualTo("gamma 100000/s, burstiness 0.5");
        assertThat(new Ramp(0, 50, minute, Ramp.Shape.LINEAR, Gaps.CONSTANT, 1).describe())
                .isEqualTo("ramp 0/s to 50/s in 60 s, linear, constant gaps");
        assertThat(new Stages(List.of(new Stages.Stage(5, minute), new Stages.Stage(0, half)), Gaps.POISSON, 1)
                        .describe())
                .isEqualTo("stages 5/s for 60 s, then 0/s for 0.5 s, poisson gaps");
        for (Arrivals arrivals :
                List.of(ClosedLoop.of(1), new ConstantRate(1), new Poisson(1, 1), new Gamma(1, 1, 1))) {
            assertThat(arrivals.describe()).startsWith(arrivals.kind());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void rateThatIsNone_isRefused(double rate) {
        assertThatThrownBy(() -> new ConstantRate(rate)).hasMessageContaining("rate is " + rate);
        assertThatThrownBy(() -> new Poisson(rate, 1)).hasMessageContaining("rate is " + rate);
        assertThatThrownBy(() -> new Gamma(rate, 1, 1)).hasMessageContaining("rate is " + rate);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void burstinessThatIsNone_isRefused(double burstiness) {
        assertThatThrownBy(() -> new Gamma(1, burstiness, 1)).hasMessageContaining("burstiness is " + burstiness);
    }

    @Test
    void rarestArrivals_stayWithinNanoseconds() {
        assertThat(instants(new Poisson(1e-6, 1), 1000)).isSorted().hasSize(1000);
    }
}
