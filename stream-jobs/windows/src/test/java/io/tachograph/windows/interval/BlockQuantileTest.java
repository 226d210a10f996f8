package io.tachograph.windows.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockQuantileTest {
    private static final double BUCKET = Math.pow(2, 1.0 / 32) - 1;

    private final List<List<Long>> values = new ArrayList<>();
    private final List<@Nullable LatencyHistogram> histograms = new ArrayList<>();

    /** Blocks of very different size and level, an empty one, and one with values of zero. */
    private void blocks(Random random) {
        for (int t = 0; t < 23; t++) {
            List<Long> block = new ArrayList<>();
            for (int i = 0; t != 7 && i < random.nextInt(40); i++) {
                boolean zero = t == 5 && i % 2 == 0;
                block.add(zero ? 0 : (long) (1e8 * Math.exp(0.1 * t + random.nextGaussian())));
            }
            values.add(block);
            LatencyHistogram histogram = new LatencyHistogram();
            block.forEach(histogram::record);
            histograms.add(block.isEmpty() ? null : histogram);
        }
    }

    @Test
    void quantileOfAnyChunks_isTheOneOfTheirValuesWithinABucket() {
        // Given
        Random random = new Random(11);
        blocks(random);

        for (int trial = 0; trial < 500; trial++) {
            double q = 0.05 + 0.9 * random.nextDouble();
            int length = 1 + random.nextInt(values.size());
            int[] starts = random.ints((values.size() + length - 1) / length, 0, values.size())
                    .toArray();

            // When
            double quantile = BlockQuantile.of(histograms, q).of(starts, length);

            // Then: the nearest rank among the values of just as many blocks, the circle unrolled by hand
            List<Long> drawn = new ArrayList<>();
            int blocks = 0;
            for (int start : starts) {
                for (int i = 0; i < length && blocks < values.size(); i++, blocks++) {
                    drawn.addAll(values.get((start + i) % values.size()));
                }
            }
            if (drawn.isEmpty()) {
                assertThat(quantile).isNaN();
            } else {
                drawn.sort(null);
                double exact = drawn.get((int) Math.ceil(q * drawn.size()) - 1) / 1e9;
                assertThat(quantile).isCloseTo(exact, within(exact * BUCKET + 1e-12));
            }
        }
    }

    @Test
    void noValuesAtAll_isNotANumber() {
        assertThat(BlockQuantile.of(Arrays.asList(null, new LatencyHistogram(), null), 0.5)
                        .ofAll())
                .isNaN();
    }

    @Test
    void influence_isHowManyMoreValuesThanTheirShareLieBelow() {
        for (long millis : new long[] {100, 100, 400}) {
            LatencyHistogram histogram = new LatencyHistogram();
            histogram.record(millis * 1_000_000);
            histogram.record(millis * 1_000_000);
            histograms.add(histogram);
        }

        assertThat(BlockQuantile.of(histograms, 0.5).influence()).containsExactly(1, 1, -1);
    }
}
