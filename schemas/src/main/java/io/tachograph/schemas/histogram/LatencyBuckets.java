package io.tachograph.schemas.histogram;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * The bucket grid of every latency histogram: OpenTelemetry's base-2 exponential buckets at scale 5, on seconds.
 * Bucket {@code i} covers {@code (2^(i/32), 2^((i+1)/32)]} seconds.
 *
 * <p>Values are whole nanoseconds, so a value lies in bucket {@code i} exactly when it is at most
 * {@code floor(10^9 · 2^((i+1)/32))} and above the same of {@code i − 1}. Those integers are computed once with
 * 80 decimal digits; looking up is one table access and one comparison, and exact at every edge, which a logarithm in
 * floating point is not.
 */
public final class LatencyBuckets {
    /** Buckets per doubling. */
    public static final int PER_DOUBLING = 32;

    /** Bucket of one nanosecond, the smallest value. */
    public static final int MIN_INDEX = -957;

    /** Bucket of {@link Long#MAX_VALUE} nanoseconds. */
    public static final int MAX_INDEX = 1059;

    /** Half a bucket in the logarithm: a geometric midpoint is at most this far, relatively, from a value inside. */
    public static final double RELATIVE_ERROR = Math.pow(2, 1.0 / (2 * PER_DOUBLING)) - 1;

    /** Largest whole nanosecond of each bucket. */
    private static final long[] UPPER = upperBounds();

    /**
     * Sub-slots per power of two of nanoseconds. Being a bit narrower than a bucket, a slot has an edge of at most one
     * bucket in it.
     */
    private static final int SLOT_BITS = 6;

    /** Bucket of the smallest value of each slot, as offset from {@link #MIN_INDEX}. */
    private static final short[] FIRST = firstBuckets();

    private LatencyBuckets() {}

    /**
     * Bucket of a value.
     *
     * @param nanos nanoseconds, above zero
     */
    public static int indexOf(long nanos) {
        int first = FIRST[slotOf(nanos)];
        return MIN_INDEX + (nanos > UPPER[first] ? first + 1 : first);
    }

    /** Largest whole nanosecond in bucket {@code index}; {@link Long#MAX_VALUE} for the last. */
    public static long upperNanos(int index) {
        return UPPER[index - MIN_INDEX];
    }

    /** Geometric midpoint of bucket {@code index}, nanoseconds. */
    public static double midpointNanos(int index) {
        return 1e9 * Math.pow(2, (index + 0.5) / PER_DOUBLING);
    }

    private static int slotOf(long nanos) {
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        long mantissa = exponent >= SLOT_BITS ? nanos >>> (exponent - SLOT_BITS) : nanos << (SLOT_BITS - exponent);
        return (exponent << SLOT_BITS) | (int) (mantissa & ((1 << SLOT_BITS) - 1));
    }

    private static long[] upperBounds() {
        MathContext digits = new MathContext(80, RoundingMode.HALF_EVEN);
        BigDecimal step = BigDecimal.valueOf(2);
        for (int width = PER_DOUBLING; width > 1; width /= 2) {
            step = step.sqrt(digits);
        }
        BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
        BigDecimal[] withinDoubling = new BigDecimal[PER_DOUBLING];
        Arrays.setAll(withinDoubling, i -> BigDecimal.valueOf(1_000_000_000L));
        for (int i = 1; i < PER_DOUBLING; i++) {
            withinDoubling[i] = withinDoubling[i - 1].multiply(step, digits);
        }
        // 10^9 · 2^((MIN_INDEX+1)/32), by whole doublings first so that rounding cannot add up.
        long[] upper = new long[MAX_INDEX - MIN_INDEX + 1];
        BigDecimal doublings = BigDecimal.ONE;
        for (int i = 0; i < upper.length; i++) {
            int exponent = MIN_INDEX + i + 1;
            if (i == 0 || Math.floorMod(exponent, PER_DOUBLING) == 0) {
                doublings = BigDecimal.valueOf(2).pow(Math.floorDiv(exponent, PER_DOUBLING), digits);
            }
            BigDecimal bound = withinDoubling[Math.floorMod(exponent, PER_DOUBLING)].multiply(doublings, digits);
            upper[i] = bound.compareTo(most) >= 0
                    ? Long.MAX_VALUE
                    : bound.setScale(0, RoundingMode.FLOOR).longValueExact();
        }
        return upper;
    }

    private static short[] firstBuckets() {
        short[] first = new short[63 << SLOT_BITS];
        int bucket = 0;
        for (int slot = 0; slot < first.length; slot++) {
            int exponent = slot >>> SLOT_BITS;
            long mantissa = (1L << SLOT_BITS) | (slot & ((1 << SLOT_BITS) - 1));
            // Below 2^6 ns several slots share a nanosecond; the ones no value maps to are filled and never read.
            long smallest =
                    exponent >= SLOT_BITS ? mantissa << (exponent - SLOT_BITS) : mantissa >>> (SLOT_BITS - exponent);
            while (smallest > UPPER[bucket]) {
                bucket++;
            }
            first[slot] = (short) bucket;
        }
        return first;
    }
}
