package io.tachograph.windows.request;

import io.tachograph.store.Series;
import java.util.Arrays;

/**
 * Tells which series make up much of what one subtask sees: those with at least one in {@value #SHARE} of the last
 * {@value #ROUND} samples. It counts in as many slots, by hash, so it takes 32 kB however many series there are; a quiet
 * series that shares its slot with a hot one is taken for hot, which changes no result. Not thread-safe.
 */
final class HotSeries {
    static final int ROUND = 4_096;
    static final int SHARE = 64;

    private int[] before = new int[ROUND];
    private int[] now = new int[ROUND];
    private int seen;

    /** Counts a sample of a series, and says whether the series is hot. */
    boolean count(Series series) {
        if (seen == ROUND) {
            int[] oldest = before;
            before = now;
            Arrays.fill(oldest, 0);
            now = oldest;
            seen = 0;
        }
        seen++;
        int slot = (series.hashCode() * 0x9E3779B9) >>> 20;
        return ++now[slot] >= ROUND / SHARE || before[slot] >= ROUND / SHARE;
    }
}
