package io.tachograph.schemas.histogram;

import io.tachograph.schemas.bytes.BytesIn;
import io.tachograph.schemas.bytes.BytesOut;
import java.io.IOException;
import java.util.Arrays;

/**
 * A histogram that is only carried and then added to another: its parts as numbers of variable length in one array of
 * bytes, about two bytes a bucket. Always holds at least one value. Immutable by agreement: nobody changes the array.
 */
public final class PackedHistogram {
    private final byte[] packed;

    private PackedHistogram(byte[] packed) {
        this.packed = packed;
    }

    /** From what {@link #bytes} gave. */
    public static PackedHistogram ofBytes(byte[] bytes) {
        return new PackedHistogram(bytes);
    }

    /**
     * Packs a histogram that {@link LatencyHistogram#check} let pass. Layout: count, sum, minimum, maximum, zero
     * count, number of buckets, first bucket, last bucket, then the buckets as {@link BytesOut#writeSteps} has them.
     */
    static PackedHistogram of(
            long count, long sum, long min, long max, long zeros, int[] indexes, long[] counts, int n, BytesOut out) {
        out.reset();
        out.writeLong(count);
        out.writeLong(sum);
        out.writeLong(min);
        out.writeLong(max);
        out.writeLong(zeros);
        out.writeLong(n);
        if (n > 0) {
            out.writeLong(indexes[0]);
            out.writeLong(indexes[n - 1]);
            out.writeSteps(indexes, counts, n);
        }
        return new PackedHistogram(out.copy());
    }

    /** The array that holds it all. */
    public byte[] bytes() {
        return packed;
    }

    BytesIn read() {
        return new BytesIn().over(packed, 0, packed.length);
    }

    /** Values in it. */
    public long count() {
        try {
            return read().readLong();
        } catch (IOException e) {
            throw new IllegalStateException("a packed histogram is damaged", e);
        }
    }

    /** The same values, to look into. */
    public LatencyHistogram unpack() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.merge(this);
        return histogram;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PackedHistogram other && Arrays.equals(packed, other.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return "Packed" + unpack();
    }
}
