package io.tachograph.schemas.histogram;

import io.tachograph.schemas.bytes.BytesIn;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many values each bucket holds. Up to {@value #FEW} values are kept one by one, in ascending order: a window of few
 * requests has nine histograms, and places for all buckets between its values would be most of the stream's memory. More
 * are counted by bucket.
 *
 * <p>Not thread-safe.
 */
abstract class BucketCounts {
    static final int FEW = 32;
    private static final int[] NO_VALUES = {};
    private static final long[] NONE = {};

    /** The bucket of each value, ascending, as long as {@code counts} is empty. */
    private int[] few = NO_VALUES;

    private int fewCount;

    /** Bucket of {@code counts[0]}; meaningless while {@code counts} is empty. */
    private int offset;

    private long[] counts = NONE;

    /** Adds {@code n} values to a bucket. */
    final void add(int bucket, long n) {
        if (counts.length == 0 && n <= FEW - fewCount) {
            for (long i = 0; i < n; i++) {
                insert(bucket);
            }
            return;
        }
        int at = bucket - offset;
        if (at < 0 || at >= counts.length) {
            cover(bucket, bucket);
            at = bucket - offset;
        }
        counts[at] += n;
    }

    final void addAll(BucketCounts other) {
        for (int i = 0; i < other.fewCount; i++) {
            add(other.few[i], 1);
        }
        if (other.counts.length > 0) {
            cover(other.offset, other.offset + other.counts.length - 1);
            for (int i = 0, at = other.offset - offset; i < other.counts.length; i++, at++) {
                counts[at] += other.counts[i];
            }
        }
    }

    /** Adds {@code n} buckets from {@code first} to {@code last}, in the form of {@link BytesIn#addSteps}. */
    final void addSteps(int first, int last, int n, BytesIn in) throws IOException {
        cover(first, last);
        in.addSteps(counts, first - offset, n);
    }

    private void insert(int bucket) {
        if (fewCount == few.length) {
            few = Arrays.copyOf(few, Math.max(4, 2 * fewCount));
        }
        int at = fewCount++;
        for (; at > 0 && few[at - 1] > bucket; at--) {
            few[at] = few[at - 1];
        }
        few[at] = bucket;
    }

    /** Counts by bucket from here on, with room for those given and some to spare: latencies of one target are alike. */
    final void cover(int from, int to) {
        if (counts.length == 0) {
            int first = fewCount == 0 ? from : Math.min(from, few[0]);
            int last = fewCount == 0 ? to : Math.max(to, few[fewCount - 1]);
            offset = first - 4;
            counts = new long[last - first + 9];
            for (int i = 0; i < fewCount; i++) {
                counts[few[i] - offset]++;
            }
            few = NO_VALUES;
            fewCount = 0;
        } else if (from < offset || to >= offset + counts.length) {
            int first = from < offset ? from - 8 : offset;
            int last = to >= offset + counts.length ? to + 8 : offset + counts.length - 1;
            long[] wider = new long[last - first + 1];
            System.arraycopy(counts, 0, wider, offset - first, counts.length);
            offset = first;
            counts = wider;
        }
    }

    /** The bucket that holds the value of a rank, 1 being the smallest. */
    final int bucketOf(long rank) {
        if (rank <= fewCount) {
            return few[(int) rank - 1];
        }
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (rank <= seen) {
                return offset + i;
            }
        }
        throw new IllegalStateException("rank " + rank + " is beyond the " + (fewCount + seen) + " counted values");
    }

    /** Indexes of the buckets that hold something, ascending. */
    public final int[] indexes() {
        int[] indexes = new int[fewCount + counts.length];
        int n = 0;
        for (int i = 0; i < fewCount; i++) {
            if (i == 0 || few[i] != few[i - 1]) {
                indexes[n++] = few[i];
            }
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                indexes[n++] = offset + i;
            }
        }
        return Arrays.copyOf(indexes, n);
    }

    /** Counts of the buckets of {@link #indexes}. */
    public final long[] counts() {
        long[] held = new long[fewCount + counts.length];
        int n = 0;
        for (int i = 0; i < fewCount; i++) {
            if (i == 0 || few[i] != few[i - 1]) {
                n++;
            }
            held[n - 1]++;
        }
        for (long count : counts) {
            if (count > 0) {
                held[n++] = count;
            }
        }
        return Arrays.copyOf(held, n);
    }
}
