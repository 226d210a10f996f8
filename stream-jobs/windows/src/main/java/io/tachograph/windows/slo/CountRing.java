package io.tachograph.windows.slo;

import io.tachograph.windows.binary.Varint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Counts of the last {@code n} slots of time, each in the place of the one {@code n} slots before. */
final class CountRing {
    private final int[] eligible;
    private final int[] missed;

    CountRing(int slots) {
        this(new int[slots], new int[slots]);
    }

    private CountRing(int[] eligible, int[] missed) {
        this.eligible = eligible;
        this.missed = missed;
    }

    void add(long slot, EventCounts counts) {
        int at = place(slot);
        eligible[at] = saturatedSum(eligible[at], counts.eligible());
        missed[at] = saturatedSum(missed[at], counts.missed());
    }

    private static int saturatedSum(int a, long b) {
        return (int) Math.min(Integer.MAX_VALUE, a + Math.min(Integer.MAX_VALUE, b));
    }

    /** Empties slots [from, to), whatever they held before. */
    void clear(long from, long to) {
        for (long slot = Math.max(from, to - eligible.length); slot < to; slot++) {
            eligible[place(slot)] = 0;
            missed[place(slot)] = 0;
        }
    }

    /** Sum of slots [from, to), at most as many as there are. */
    EventCounts sum(long from, long to) {
        long allEligible = 0;
        long allMissed = 0;
        for (long slot = from; slot < to; slot++) {
            allEligible += eligible[place(slot)];
            allMissed += missed[place(slot)];
        }
        return new EventCounts(allEligible, allMissed);
    }

    private int place(long slot) {
        return (int) Math.floorMod(slot, (long) eligible.length);
    }

    boolean isEmpty() {
        for (int n : eligible) {
            if (n != 0) {
                return false;
            }
        }
        return true;
    }

    /** A quiet slot takes no byte, a usual one two to four. */
    void write(DataOutput out) throws IOException {
        int at = 0;
        while (at < eligible.length) {
            int first = at;
            while (at < eligible.length && eligible[at] == 0) {
                at++;
            }
            Varint.write(at - first, out);
            if (at < eligible.length) {
                Varint.write(eligible[at], out);
                Varint.write(missed[at], out);
                at++;
            }
        }
    }

    static CountRing read(int slots, DataInput in) throws IOException {
        CountRing ring = new CountRing(slots);
        int at = 0;
        while (at < slots) {
            at += Varint.readSize(in);
            if (at < slots) {
                ring.eligible[at] = Varint.readSize(in);
                ring.missed[at] = Varint.readSize(in);
                at++;
            }
        }
        return ring;
    }

    CountRing copy() {
        return new CountRing(eligible.clone(), missed.clone());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof CountRing other
                && Arrays.equals(eligible, other.eligible)
                && Arrays.equals(missed, other.missed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(eligible);
    }
}
