package io.tachograph.windows.binary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whole numbers in as few bytes as they need: seven bits a byte, lowest first, the sign in the lowest bit (zigzag). */
public final class Varint {
    private Varint() {}

    public static void write(long value, DataOutput out) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    public static long read(DataInput in) throws IOException {
        long rest = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            rest |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw new IOException("a number of state has more than ten bytes");
    }

    /** A number that must be an int and not negative, such as a length. */
    public static int readSize(DataInput in) throws IOException {
        long size = read(in);
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new IOException("a size of state is " + size);
        }
        return (int) size;
    }
}
