package io.tachograph.windows.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.RegressionRow.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionComparisonTest {
    private static final int VALUES_PER_BLOCK = 120;

    /**
     * Blocks of log-normal latencies (median 200 ms times {@code slower}, sigma 0.4), whose level wanders by a process
     * that keeps {@code phi} of its deviation from block to block, standard deviation 0.25 · √(1 − φ²) a step.
     */
    private static List<@Nullable LatencyHistogram> blocks(Random random, int n, double slower, double phi) {
        List<@Nullable LatencyHistogram> blocks = new ArrayList<>();
        double level = phi == 0 ? 0 : 0.25 * random.nextGaussian();
        for (int i = 0; i < n; i++) {
            LatencyHistogram block = new LatencyHistogram();
            for (int j = 0; j < VALUES_PER_BLOCK; j++) {
                block.record((long) (2e8 * slower * Math.exp(level + 0.4 * random.nextGaussian())));
            }
            blocks.add(block);
            level = phi == 0 ? 0 : phi * level + 0.25 * Math.sqrt(1 - phi * phi) * random.nextGaussian();
        }
        return blocks;
    }

    private static VersionComparison compare(
            List<@Nullable LatencyHistogram> before, List<@Nullable LatencyHistogram> after) {
        return VersionComparison.of(before, after, ComparedStatistic.P50, 0.05, 1);
    }

    @ParameterizedTest
    @CsvSource({"1.25, WORSE", "0.8, BETTER", "1.0, NO_EVIDENCE", "1.02, NO_EVIDENCE", "0.98, NO_EVIDENCE"})
    void changeOfTheDeclaredSize_isFoundInBothDirections(double slower, Verdict verdict) {
        Random random = new Random(5);
        List<@Nullable LatencyHistogram> before = blocks(random, 48, 1, 0);
        List<@Nullable LatencyHistogram> after = blocks(random, 24, slower, 0);

        for (ComparedStatistic statistic : ComparedStatistic.values()) {
            VersionComparison comparison = VersionComparison.of(before, after, statistic, 0.05, 1);
            assertThat(comparison.verdict()).isEqualTo(verdict);
            assertThat(comparison.factor()).isCloseTo(slower, within(0.05));
            assertThat(comparison.low()).isLessThan(slower);
            assertThat(comparison.high()).isGreaterThan(slower);
        }
    }

    @Test
    void sides_areTheMergedHistogramsQuantiles() {
        Random random = new Random(6);
        List<@Nullable LatencyHistogram> before = blocks(random, 10, 1, 0);
        List<@Nullable LatencyHistogram> after = blocks(random, 9, 1.5, 0);
        after.add(null);

        VersionComparison comparison = compare(before, after);

        assertThat(comparison.oldSide().sampleSize()).isEqualTo(1_200);
        assertThat(comparison.newSide().sampleSize()).isEqualTo(1_080);
        assertThat(comparison.newSide().blocks()).isEqualTo(9);
        assertThat(comparison.oldSide().seconds()).isCloseTo(0.2, within(0.02));
        assertThat(comparison.factor())
                .isEqualTo(value(comparison.newSide().seconds())
                        / value(comparison.oldSide().seconds()));
    }

    @Test
    void swappedSides_turnTheIntervalOver() {
        Random random = new Random(7);
        List<@Nullable LatencyHistogram> before = blocks(random, 16, 1, 0.5);
        List<@Nullable LatencyHistogram> after = blocks(random, 16, 1.3, 0.5);

        VersionComparison there = compare(before, after);
        VersionComparison back = compare(after, before);

        assertThat(back.factor()).isCloseTo(1 / value(there.factor()), within(1e-9));
        // The seeds of the sides are swapped too, so the ends agree only about as well as resampling does.
        assertThat(back.low()).isCloseTo(1 / value(there.high()), within(0.1));
        assertThat(back.high()).isCloseTo(1 / value(there.low()), within(0.1));
    }

    @Test
    void tooFewBlocksOrValues_areInsufficient() {
        Random random = new Random(8);
        List<@Nullable LatencyHistogram> enough = blocks(random, 8, 1, 0);
        List<@Nullable LatencyHistogram> short7 = blocks(random, 7, 3, 0);
        List<@Nullable LatencyHistogram> gaps = new ArrayList<>(short7);
        gaps.addAll(Collections.nCopies(20, null));

        assertThat(compare(enough, short7).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(compare(enough, gaps).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(compare(List.of(), enough).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(compare(List.of(), enough).oldSide().seconds()).isNull();
        assertThat(compare(enough, blocks(random, 8, 3, 0)).verdict()).isEqualTo(Verdict.WORSE);
        List<@Nullable LatencyHistogram> thin = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            LatencyHistogram block = new LatencyHistogram();
            block.record(1_000_000_000);
            thin.add(block);
        }
        assertThat(compare(enough, thin).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void zeroLatencies_areInsufficientAndNoDivision() {
        List<@Nullable LatencyHistogram> zeros = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            LatencyHistogram block = new LatencyHistogram();
            for (int j = 0; j < 100; j++) {
                block.record(0);
            }
            zeros.add(block);
        }

        assertThat(compare(zeros, blocks(new Random(9), 10, 1, 0)).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(compare(blocks(new Random(9), 10, 1, 0), zeros).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void sameBlocksAgain_giveTheSame() {
        List<@Nullable LatencyHistogram> before = blocks(new Random(10), 20, 1, 0.5);
        List<@Nullable LatencyHistogram> after = blocks(new Random(11), 20, 1.1, 0.5);

        assertThat(compare(before, after)).isEqualTo(compare(before, after));
    }

    /** What docs/slo.md states (2,000 trials, -Dtachograph.coverage=true), with room for the seed. */
    @ParameterizedTest
    @CsvSource({"0, 24, 24, 0.00", "0.5, 24, 24, 0.10", "0.9, 48, 24, 0.17"})
    void versionsThatDoNotDiffer_areSeldomToldApart(double phi, int old, int fresh, double most) {
        Random random = new Random(12);
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        int trials = Boolean.getBoolean("tachograph.coverage") ? 2_000 : 100;
        for (int i = 0; i < trials; i++) {
            verdicts.merge(
                    compare(blocks(random, old, 1, phi), blocks(random, fresh, 1, phi))
                            .verdict(),
                    1,
                    Integer::sum);
        }
        double wrong = 1 - verdicts.getOrDefault(Verdict.NO_EVIDENCE, 0) / (double) trials;

        assertThat(wrong).as("%s", verdicts).isBetween(0.0, most);
    }

    private static double value(@Nullable Double there) {
        return Objects.requireNonNull(there);
    }
}
