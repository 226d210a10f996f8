package io.tachograph.windows.binary;

import io.tachograph.windows.KeyedSeries;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Series by the bytes they were read from, so that a series is made once and not for every request. A hit compares all
 * bytes, so it is never wrong; a place is looked for in few slots only, so that chosen names cannot make it slow; and
 * it forgets everything when it holds {@link #MAX_SERIES} series or {@link #MAX_BYTES} bytes of names, so that names
 * without end cannot make it large: 32 MiB of names and some three times that in what is made of them.
 *
 * <p>Not thread-safe.
 */
public final class SeriesCache {
    static final int MAX_SERIES = 1 << 17;
    static final int MAX_BYTES = 32 << 20;
    private static final int SMALLEST = 256;
    private static final int PROBES = 8;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @SuppressWarnings("ArrayRecordComponent") // Entries are never compared as values.
    private record Entry(byte[] name, int variant, long hash, KeyedSeries series) {}

    private @Nullable Entry[] slots = new Entry[SMALLEST];
    private int size;
    private int bytes;

    /**
     * The series of a name.
     *
     * @param array holds the name from {@code from} to before {@code to}
     * @param variant what distinguishes series of one name
     * @return null when it is not here
     */
    public @Nullable KeyedSeries get(byte[] array, int from, int to, int variant) {
        long hash = hash(array, from, to, variant);
        for (int probe = 0, at = slot(hash); probe < PROBES; probe++, at = at + 1 & slots.length - 1) {
            Entry entry = slots[at];
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash
                    && entry.variant == variant
                    && Arrays.equals(entry.name, 0, entry.name.length, array, from, to)) {
                return entry.series;
            }
        }
        return null;
    }

    /** Keeps the series of a name that {@link #get} did not find. */
    public void put(byte[] array, int from, int to, int variant, KeyedSeries series) {
        if (size >= MAX_SERIES || bytes + (to - from) > MAX_BYTES) {
            slots = new Entry[SMALLEST];
            size = 0;
            bytes = 0;
        } else if (2 * size >= slots.length) {
            grow();
        }
        place(new Entry(Arrays.copyOfRange(array, from, to), variant, hash(array, from, to, variant), series));
    }

    int bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    private void grow() {
        @Nullable Entry[] before = slots;
        slots = new Entry[2 * before.length];
        size = 0;
        bytes = 0;
        for (Entry entry : before) {
            if (entry != null) {
                place(entry);
            }
        }
    }

    /** Into the first free slot near its own, or else into its own, whose series is forgotten. */
    private void place(Entry entry) {
        int at = freeNear(slot(entry.hash));
        Entry forgotten = slots[at];
        if (forgotten != null) {
            size--;
            bytes -= forgotten.name.length;
        }
        slots[at] = entry;
        size++;
        bytes += entry.name.length;
    }

    private int freeNear(int own) {
        for (int probe = 0; probe < PROBES; probe++) {
            int at = own + probe & slots.length - 1;
            if (slots[at] == null) {
                return at;
            }
        }
        return own;
    }

    private int slot(long hash) {
        return (int) (hash >>> 32) & slots.length - 1;
    }

    private static long hash(byte[] array, int from, int to, int variant) {
        long hash = to - from + 31L * variant;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(array, at));
        }
        for (; at < to; at++) {
            hash = mixed(hash ^ array[at]);
        }
        return mixed(hash);
    }

    private static long mixed(long hash) {
        long product = hash * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 29;
    }
}
