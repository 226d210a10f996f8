package io.tachograph.schemas.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {
    private static final BigInteger NANOS_PER_SECOND = BigInteger.TEN.pow(9);

    /**
     * Whether {@code nanos} is at most 2^(exponent/32) seconds, by whole numbers alone: both sides to the 32nd power.
     */
    private static boolean atMost(long nanos, int exponent) {
        BigInteger value = BigInteger.valueOf(nanos).pow(32);
        BigInteger bound = NANOS_PER_SECOND.pow(32);
        return exponent >= 0
                ? value.compareTo(bound.shiftLeft(exponent)) <= 0
                : value.shiftLeft(-exponent).compareTo(bound) <= 0;
    }

    private static void assertInsideItsBucket(long nanos) {
        int index = LatencyBuckets.indexOf(nanos);
        assertThat(atMost(nanos, index + 1))
                .as("%d ns is at most the upper edge of %d", nanos, index)
                .isTrue();
        assertThat(atMost(nanos, index))
                .as("%d ns is above the lower edge of %d", nanos, index)
                .isFalse();
    }

    @Test
    void indexOf_isExactAtBothSidesOfEveryEdge() {
        for (int index = LatencyBuckets.MIN_INDEX; index < LatencyBuckets.MAX_INDEX; index++) {
            long edge = LatencyBuckets.upperNanos(index);
            assertInsideItsBucket(edge);
            assertInsideItsBucket(edge + 1);
        }
        assertInsideItsBucket(Long.MAX_VALUE);
    }

    @Test
    void indexOf_isExactForValuesOfEveryMagnitude() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            assertInsideItsBucket(1 + (random.nextLong() >>> (1 + random.nextInt(62))));
        }
        for (long nanos = 1; nanos < 3_000; nanos++) {
            assertInsideItsBucket(nanos);
        }
    }

    @Test
    void indexOf_putsPowersOfTwoSecondsInTheBucketTheyClose() {
        // 2^0 s closes bucket -1, 2^1 s closes bucket 31, 2^-1 s closes bucket -33: upper edges are inclusive.
        assertThat(LatencyBuckets.indexOf(1_000_000_000L)).isEqualTo(-1);
        assertThat(LatencyBuckets.indexOf(1_000_000_001L)).isZero();
        assertThat(LatencyBuckets.indexOf(2_000_000_000L)).isEqualTo(31);
        assertThat(LatencyBuckets.indexOf(500_000_000L)).isEqualTo(-33);
    }
}
