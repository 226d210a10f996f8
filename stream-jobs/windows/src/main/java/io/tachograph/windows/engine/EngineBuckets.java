package io.tachograph.windows.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A histogram in an engine's own bounds. Does not change.
 *
 * @param bounds inclusive upper bounds, ascending, without the infinite one
 * @param counts values per bucket, one more than bounds
 * @param sum sum of the values
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by hasBoundsOf only.
public record EngineBuckets(double[] bounds, long[] counts, double sum) {
    boolean hasBoundsOf(EngineBuckets other) {
        return Arrays.equals(bounds, other.bounds);
    }

    /** What came since {@code before}; all of it when the engine began to count anew in between. */
    EngineBuckets since(EngineBuckets before) {
        if (!hasBoundsOf(before)) {
            return this;
        }
        long[] increase = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            increase[i] = counts[i] - before.counts[i];
            if (increase[i] < 0) {
                return this;
            }
        }
        return new EngineBuckets(bounds, increase, sum - before.sum);
    }

    EngineBuckets plus(EngineBuckets more) {
        long[] total = counts.clone();
        for (int i = 0; i < total.length; i++) {
            total[i] += more.counts[i];
        }
        return new EngineBuckets(bounds, total, sum + more.sum);
    }

    /** Number of values. */
    public long count() {
        return Arrays.stream(counts).sum();
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeShort(bounds.length);
        for (double bound : bounds) {
            out.writeDouble(bound);
        }
        for (long count : counts) {
            out.writeLong(count);
        }
        out.writeDouble(sum);
    }

    static EngineBuckets readFrom(DataInput in) throws IOException {
        double[] bounds = new double[in.readShort()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = in.readDouble();
        }
        long[] counts = new long[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readLong();
        }
        return new EngineBuckets(bounds, counts, in.readDouble());
    }
}
