package io.tachograph.schemas.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.Histogram;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LatencyHistogramTest {
    private static final double[] QUANTILES = {0.001, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    static List<Arguments> quantileNanos_isWithinTheBoundOfTheExactNearestRank() {
        return List.of(
                Arguments.argumentSet(
                        "uniform to 3 s", (LongUnaryOperator) bits -> Math.floorMod(bits, 3_000_000_000L)),
                Arguments.argumentSet("log-uniform over 46 doublings", (LongUnaryOperator)
                        bits -> (bits >>> 16) >>> Math.floorMod(bits, 46)),
                Arguments.argumentSet("two far modes", (LongUnaryOperator)
                        bits -> (bits & 16) == 0 ? 2_000_000 + (bits & 0xffff) : 9_000_000_000L + (bits & 0xfffff)),
                Arguments.argumentSet("one value", (LongUnaryOperator) bits -> 123_456_789L),
                Arguments.argumentSet("zeros among others", (LongUnaryOperator) bits -> (bits & 3) * 1_000_000));
    }

    @ParameterizedTest
    @MethodSource
    void quantileNanos_isWithinTheBoundOfTheExactNearestRank(LongUnaryOperator law) {
        SplittableRandom random = new SplittableRandom(11);
        for (int n : new int[] {1, 2, 3, 20, 200, 8_800}) {
            // Given
            long[] values = random.longs(n).map(law).toArray();
            LatencyHistogram histogram = new LatencyHistogram();
            Arrays.stream(values).forEach(histogram::record);
            Arrays.sort(values);

            for (double q : QUANTILES) {
                // When
                double estimate = histogram.quantileNanos(q);

                // Then
                long exact = values[(int) Math.ceil(q * n) - 1];
                assertThat(Math.abs(estimate - exact))
                        .as("q %s of %d values: %s against exact %d", q, n, estimate, exact)
                        .isLessThanOrEqualTo(exact * 0.0109 + 0.5);
            }
            assertThat(histogram.minNanos()).isEqualTo(values[0]);
            assertThat(histogram.maxNanos()).isEqualTo(values[n - 1]);
            assertThat(histogram.sumNanos()).isEqualTo(Arrays.stream(values).sum());
        }
    }

    @Test
    void merge_inAnyOrderAndGroupingEqualsRecordingEverythingInOne() {
        // Given
        SplittableRandom random = new SplittableRandom(3);
        LatencyHistogram whole = new LatencyHistogram();
        LatencyHistogram[] parts = new LatencyHistogram[7];
        Arrays.setAll(parts, i -> new LatencyHistogram());
        for (int i = 0; i < 10_000; i++) {
            long value = (random.nextLong() >>> 1) >>> random.nextInt(50, 62);
            whole.record(value);
            parts[random.nextInt(parts.length)].record(value);
        }

        // When
        LatencyHistogram forwards = new LatencyHistogram();
        LatencyHistogram backwards = new LatencyHistogram();
        for (int i = 0; i < parts.length; i++) {
            forwards.merge(parts[i]);
            backwards.merge(LatencyHistogram.of(parts[parts.length - 1 - i].toWire()));
        }

        // Then
        assertThat(forwards).isEqualTo(whole);
        assertThat(backwards).isEqualTo(whole);
    }

    /** Few values are kept one by one and many by bucket: nobody can tell, on either side of the change or across it. */
    @Test
    void fewAndManyValues_areCountedAlike() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 3_000; round++) {
            LatencyHistogram whole = new LatencyHistogram();
            LatencyHistogram merged = new LatencyHistogram();
            LatencyHistogram part = new LatencyHistogram();
            TreeMap<Integer, Long> expected = new TreeMap<>();
            int values = random.nextInt(1, 120);
            long widest = 1L << random.nextInt(1, 40);
            for (int i = 0; i < values; i++) {
                long nanos = random.nextLong(widest) + 1;
                expected.merge(LatencyBuckets.indexOf(nanos), 1L, Long::sum);
                whole.record(nanos);
                part.record(nanos);
                if (random.nextInt(20) == 0) {
                    merged.merge(random.nextBoolean() ? part : LatencyHistogram.of(part.toWire()));
                    part = new LatencyHistogram();
                }
            }
            merged.merge(part);

            assertThat(whole.indexes())
                    .isEqualTo(expected.keySet().stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
            assertThat(whole.counts())
                    .isEqualTo(expected.values().stream()
                            .mapToLong(Long::longValue)
                            .toArray());
            assertThat(merged).isEqualTo(whole);
            assertThat(LatencyHistogram.of(whole.toWire())).isEqualTo(whole);
            double q = random.nextDouble(0.01, 1);
            assertThat(merged.quantileNanos(q))
                    .isEqualTo(LatencyHistogram.of(whole.toWire()).quantileNanos(q));
        }
    }

    @Test
    void sum_saturatesInsteadOfTurningNegative() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(Long.MAX_VALUE);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.sumNanos()).isEqualTo(Long.MAX_VALUE);
    }

    static List<Arguments> of_refusesAHistogramThatContradictsItself() {
        return List.of(
                Arguments.argumentSet("unsorted", wire(2, 0, List.of(5, 4), List.of(1L, 1L)), "out of order"),
                Arguments.argumentSet("repeated", wire(2, 0, List.of(5, 5), List.of(1L, 1L)), "out of order"),
                Arguments.argumentSet("beyond the grid", wire(1, 0, List.of(1060), List.of(1L)), "range"),
                Arguments.argumentSet("below the grid", wire(1, 0, List.of(-958), List.of(1L)), "range"),
                Arguments.argumentSet("uneven", wire(1, 0, List.of(5), List.of()), "1 indexes for 0 counts"),
                Arguments.argumentSet("empty bucket", wire(0, 0, List.of(5), List.of(0L)), "below 1"),
                Arguments.argumentSet("wrong total", wire(3, 1, List.of(5), List.of(1L)), "is not the 2"),
                Arguments.argumentSet("negative zeros", wire(0, -1, List.of(5), List.of(1L)), "negative zero count"),
                Arguments.argumentSet(
                        "minimum above maximum",
                        new Histogram(1L, 1L, 9L, 8L, 0L, List.of(5), List.of(1L)),
                        "above its maximum"));
    }

    private static Histogram wire(long count, long zeros, List<Integer> indexes, List<Long> counts) {
        return new Histogram(count, 1L, 1L, 1L, zeros, indexes, counts);
    }

    @ParameterizedTest
    @MethodSource
    void of_refusesAHistogramThatContradictsItself(Histogram bad, String why) {
        assertThatThrownBy(() -> LatencyHistogram.of(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
