package io.tachograph.client.scrape;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** Names of metrics that are worth reading, recognised by their bytes without making an object. Immutable. */
public final class WantedMetrics {
    private static final byte[] EMPTY = {};

    /** At most half of them hold a name. */
    private final byte[][] slots;

    private WantedMetrics(byte[][] slots) {
        this.slots = slots;
    }

    /** @param names as samples carry them, {@code x_bucket}, {@code x_sum} and {@code x_count} included */
    public static WantedMetrics of(Collection<String> names) {
        byte[][] slots = new byte[Integer.highestOneBit(Math.max(4, names.size() * 4))][];
        Arrays.fill(slots, EMPTY);
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            slots[slot(slots, bytes, 0, bytes.length)] = bytes;
        }
        return new WantedMetrics(slots);
    }

    boolean holds(byte[] text, int from, int to) {
        return slots[slot(slots, text, from, to)].length > 0;
    }

    /** Where the name is, or the empty place where it would be. */
    private static int slot(byte[][] slots, byte[] text, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + text[i];
        }
        int at = (hash ^ (hash >>> 15)) & (slots.length - 1);
        while (slots[at].length > 0 && !Arrays.equals(slots[at], 0, slots[at].length, text, from, to)) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }
}
