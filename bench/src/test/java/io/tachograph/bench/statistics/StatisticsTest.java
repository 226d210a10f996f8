package io.tachograph.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against printed tables and direct sums. */
class StatisticsTest {
    @Test
    void normalQuantile_tables() {
        assertThat(Normal.quantile(0.5)).isZero();
        assertThat(Normal.twoSided(0.95)).isCloseTo(1.959964, within(1e-6));
        assertThat(Normal.quantile(0.999)).isCloseTo(3.090232, within(1e-6));
        assertThat(Normal.quantile(1e-12)).isCloseTo(-7.034484, within(1e-5));
    }

    @Test
    void studentT_tables() {
        assertThat(StudentT.twoSided(0.95, 1)).isCloseTo(12.7062, within(1e-4));
        assertThat(StudentT.twoSided(0.95, 4)).isCloseTo(2.77645, within(1e-5));
        assertThat(StudentT.twoSided(0.99, 30)).isCloseTo(2.74999, within(1e-4));
        assertThat(StudentT.twoSided(0.95, 1e6)).isCloseTo(1.95997, within(1e-4));
        assertThat(StudentT.twoSidedTail(2.77645, 4)).isCloseTo(0.05, within(1e-6));
    }

    @Test
    void binomial_sameAsDirectSum() {
        for (int n : new int[] {1, 7, 60}) {
            for (double q : new double[] {0.05, 0.5, 0.99}) {
                double sum = 0;
                double term = Math.pow(1 - q, n);
                for (int k = 0; k < n; k++) {
                    sum += term;
                    assertThat(OrderStatistics.cdf(k, q, n)).isCloseTo(sum, within(1e-9));
                    term *= (double) (n - k) / (k + 1) * q / (1 - q);
                }
            }
        }
        assertThat(OrderStatistics.cdf(500_000, 0.5, 1_000_000)).isCloseTo(0.5004, within(1e-4));
    }

    @Test
    void ranksOfTheMedian_asInPrintedTables() {
        // Sign-test intervals of a median, e.g. Conover, Practical Nonparametric Statistics: n = 6 and n = 20.
        assertThat(OrderStatistics.ranks(0.5, 6, 0.95)).isEqualTo(new ConfidenceInterval(1 / 6.0, 1));
        assertThat(OrderStatistics.ranks(0.5, 20, 0.95)).isEqualTo(new ConfidenceInterval(6 / 20.0, 15 / 20.0));
        assertThat(OrderStatistics.ranks(0.5, 5, 0.95)).isEqualTo(new ConfidenceInterval(0, Double.POSITIVE_INFINITY));
        // 0.99^368 < 0.025: with fewer values the largest one may lie below the p99.
        assertThat(OrderStatistics.ranks(0.99, 367, 0.95).high()).isInfinite();
        assertThat(OrderStatistics.ranks(0.99, 368, 0.95).high()).isEqualTo(1);
    }

    @Test
    void wilson_publishedExamples() {
        // Newcombe, Statistics in Medicine 17 (1998), table I: 81/263, 15/148, 0/20, 1/29.
        assertThat(Share.wilson(81 / 263.0, 263, 0.95).low()).isCloseTo(0.2553, within(5e-5));
        assertThat(Share.wilson(81 / 263.0, 263, 0.95).high()).isCloseTo(0.3662, within(5e-5));
        assertThat(Share.wilson(15 / 148.0, 148, 0.95).high()).isCloseTo(0.1605, within(5e-5));
        assertThat(Share.wilson(0, 20, 0.95)).satisfies(i -> {
            assertThat(i.low()).isZero();
            assertThat(i.high()).isCloseTo(0.1611, within(5e-5));
        });
        assertThat(Share.wilson(1 / 29.0, 29, 0.95).low()).isCloseTo(0.0061, within(5e-5));
    }
}
