package io.tachograph.windows.request;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A set of 128-bit identities: open addressing in one array, 16 bytes a place, at most two thirds full, so 24 to 48
 * bytes per identity and no object each. Not thread-safe.
 */
final class IdSet {
    private static final int SMALLEST = 8;

    /** Pairs (high, low); a free place holds zeros. */
    private long[] places = new long[2 * SMALLEST];

    private int size;
    /** The identity of two zeros cannot be distinguished from a free slot. */
    private boolean holdsZero;

    /**
     * Adds an identity.
     *
     * @return false when it was there already
     */
    boolean add(long high, long low) {
        if (high == 0 && low == 0) {
            boolean fresh = !holdsZero;
            holdsZero = true;
            return fresh;
        }
        if (3 * (size + 1) > places.length) {
            grow();
        }
        if (!insert(places, high, low)) {
            return false;
        }
        size++;
        return true;
    }

    boolean contains(long high, long low) {
        if (high == 0 && low == 0) {
            return holdsZero;
        }
        int mask = places.length / 2 - 1;
        for (int at = slot(high, low, mask); places[2 * at] != 0 || places[2 * at + 1] != 0; at = (at + 1) & mask) {
            if (places[2 * at] == high && places[2 * at + 1] == low) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return holdsZero ? size + 1 : size;
    }

    private void grow() {
        long[] wider = new long[2 * places.length];
        for (int i = 0; i < places.length; i += 2) {
            if (places[i] != 0 || places[i + 1] != 0) {
                insert(wider, places[i], places[i + 1]);
            }
        }
        places = wider;
    }

    private static boolean insert(long[] places, long high, long low) {
        int mask = places.length / 2 - 1;
        int at = slot(high, low, mask);
        while (places[2 * at] != 0 || places[2 * at + 1] != 0) {
            if (places[2 * at] == high && places[2 * at + 1] == low) {
                return false;
            }
            at = (at + 1) & mask;
        }
        places[2 * at] = high;
        places[2 * at + 1] = low;
        return true;
    }

    private static int slot(long high, long low, int mask) {
        long hash = (high ^ Long.rotateLeft(low, 29)) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 32) & mask;
    }

    IdSet copy() {
        IdSet copy = new IdSet();
        copy.places = places.clone();
        copy.size = size;
        copy.holdsZero = holdsZero;
        return copy;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(holdsZero);
        out.writeInt(size);
        for (int i = 0; i < places.length; i += 2) {
            if (places[i] != 0 || places[i + 1] != 0) {
                out.writeLong(places[i]);
                out.writeLong(places[i + 1]);
            }
        }
    }

    static IdSet readFrom(DataInput in) throws IOException {
        IdSet ids = new IdSet();
        ids.holdsZero = in.readBoolean();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            ids.add(in.readLong(), in.readLong());
        }
        return ids;
    }
}
