package io.tachograph.schemas.histogram;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.bytes.BytesIn;
import io.tachograph.schemas.bytes.BytesOut;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram as it came from the wire, unchecked, in arrays that are used again for the next one. They grow to the
 * largest record seen and no further.
 *
 * <p>Not thread-safe.
 */
public final class HistogramParts {
    private final BytesOut packing = new BytesOut();
    private long count;
    private long sumNanos;
    private long minNanos;
    private long maxNanos;
    private long zeroCount;
    private int[] indexes = {};
    private int indexCount;
    private long[] counts = {};
    private int countCount;

    /** Values, as the record says. */
    public long count() {
        return count;
    }

    /** Their sum, nanoseconds, as the record says. */
    public long sumNanos() {
        return sumNanos;
    }

    /** The smallest, nanoseconds, as the record says. */
    public long minNanos() {
        return minNanos;
    }

    /** The largest, nanoseconds, as the record says. */
    public long maxNanos() {
        return maxNanos;
    }

    /**
     * Reads the record {@code Histogram} in Avro's binary encoding.
     *
     * @throws IOException when the bytes are no such record
     */
    public void read(BytesIn in) throws IOException {
        count = in.readLong();
        sumNanos = in.readLong();
        minNanos = in.readLong();
        maxNanos = in.readLong();
        zeroCount = in.readLong();
        indexCount = 0;
        for (int n = block(in); n > 0; n = block(in)) {
            if (n > indexes.length - indexCount) {
                indexes = Arrays.copyOf(indexes, Math.max(64, 2 * (indexCount + n)));
            }
            in.readInts(indexes, indexCount, n);
            indexCount += n;
        }
        countCount = 0;
        for (int n = block(in); n > 0; n = block(in)) {
            if (n > counts.length - countCount) {
                counts = Arrays.copyOf(counts, Math.max(64, 2 * (countCount + n)));
            }
            in.readLongs(counts, countCount, n);
            countCount += n;
        }
    }

    /** Items of an array's next block; 0 at its end. A negative count is followed by the block's bytes. */
    private static int block(BytesIn in) throws IOException {
        long n = in.readLong();
        if (n < 0) {
            if (in.readLong() < 0) {
                throw new IOException("a block of negative size");
            }
            n = -n;
        }
        // Each item has a byte at least, so a longer block is no reason to make room.
        if (n < 0 || n > in.remaining()) {
            throw new IOException("a block of " + n + " items");
        }
        return (int) n;
    }

    /** Takes the parts out of a decoded record. */
    public void set(Histogram wire) {
        count = wire.getCount();
        sumNanos = wire.getSumNanos();
        minNanos = wire.getMinNanos();
        maxNanos = wire.getMaxNanos();
        zeroCount = wire.getZeroCount();
        List<Integer> wireIndexes = wire.getIndexes();
        indexes = wireIndexes.stream().mapToInt(Integer::intValue).toArray();
        indexCount = indexes.length;
        counts = wire.getCounts().stream().mapToLong(Long::longValue).toArray();
        countCount = counts.length;
    }

    /**
     * The histogram, null when it holds nothing.
     *
     * @throws IllegalArgumentException when the parts contradict each other
     */
    public @Nullable PackedHistogram pack() {
        long held = LatencyHistogram.check(minNanos, maxNanos, zeroCount, indexes, indexCount, counts, countCount);
        if (held != count) {
            throw new IllegalArgumentException("histogram count " + count + " is not the " + held + " of its buckets");
        }
        return held == 0
                ? null
                : PackedHistogram.of(
                        held, sumNanos, minNanos, maxNanos, zeroCount, indexes, counts, indexCount, packing);
    }
}
