package io.tachograph.windows.request;

import io.tachograph.windows.KeyedSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of samples, by series and window. Within a group they keep their order; groups come out in the order
 * in which they began. Adding makes no objects: groups are lists of places in one array, found by open addressing.
 *
 * <p>Not thread-safe.
 */
final class SampleGroups {
    private static final int NONE = -1;

    private final @Nullable RequestSample[] samples;
    /** By place of a sample: the next of its group. */
    private final int[] next;

    private int size;

    /** By group: its series and window, and places of its first and last sample. */
    private final @Nullable KeyedSeries[] series;

    private final long[] windowStarts;

    private final int[] first;
    private final int[] last;
    private final int[] counts;
    private int groups;

    /** Groups by hash, one more than their number; 0 is a free slot. Twice as many slots as samples at most. */
    private final int[] slots;

    /** @param capacity a power of two */
    SampleGroups(int capacity) {
        samples = new RequestSample[capacity];
        next = new int[capacity];
        series = new KeyedSeries[capacity];
        windowStarts = new long[capacity];
        first = new int[capacity];
        last = new int[capacity];
        counts = new int[capacity];
        slots = new int[2 * capacity];
    }

    /** @return whether there is room for no other */
    boolean add(RequestSample sample, long windowStart) {
        int place = size++;
        samples[place] = sample;
        next[place] = NONE;
        int group = groupOf(sample.keyed(), windowStart);
        if (group == groups) {
            groups++;
            series[group] = sample.keyed();
            windowStarts[group] = windowStart;
            first[group] = place;
            counts[group] = 1;
        } else {
            next[last[group]] = place;
            counts[group]++;
        }
        last[group] = place;
        return size == samples.length;
    }

    /** The group of a series and window; the next free number, taken, when there is none. */
    private int groupOf(KeyedSeries of, long windowStart) {
        int mask = slots.length - 1;
        int at = (int) (((of.hashCode() ^ windowStart) * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        for (; slots[at] != 0; at = (at + 1) & mask) {
            int group = slots[at] - 1;
            if (windowStarts[group] == windowStart && of.equals(series[group])) {
                return group;
            }
        }
        slots[at] = groups + 1;
        return groups;
    }

    /** Takes all out, group by group. */
    void drain(Consumer<List<RequestSample>> out) {
        for (int group = 0; group < groups; group++) {
            List<RequestSample> members = new ArrayList<>(counts[group]);
            for (int place = first[group]; place != NONE; place = next[place]) {
                members.add(sample(place));
            }
            out.accept(members);
        }
        Arrays.fill(samples, 0, size, null);
        Arrays.fill(series, 0, groups, null);
        if (groups > 0) {
            Arrays.fill(slots, 0);
        }
        size = 0;
        groups = 0;
    }

    @SuppressWarnings("NullAway") // RankRanges below size hold a sample.
    private RequestSample sample(int place) {
        return samples[place];
    }
}
