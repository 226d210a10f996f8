package io.tachograph.benchmarks.stream;

import io.tachograph.schemas.histogram.LatencyBuckets;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.histogram.PackedHistogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Chunk gaps one by one, for those that have no histogram: as many values as there were, each its bucket's midpoint. */
public final class Gaps {
    private Gaps() {}

    /** Seconds, ascending. */
    public static Double[] seconds(@Nullable PackedHistogram packed) {
        if (packed == null) {
            return new Double[0];
        }
        LatencyHistogram gaps = packed.unpack();
        Double[] seconds = new Double[(int) gaps.count()];
        int[] indexes = gaps.indexes();
        long[] counts = gaps.counts();
        int n = (int) gaps.zeroCount();
        Arrays.fill(seconds, 0, n, 0.0);
        for (int i = 0; i < indexes.length; i++) {
            Double midpoint = LatencyBuckets.midpointNanos(indexes[i]) / 1e9;
            for (long j = 0; j < counts[i]; j++) {
                seconds[n++] = midpoint;
            }
        }
        return seconds;
    }
}
