package io.tachograph.schemas.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes what {@link BytesIn} reads into an array that grows and is used again. Not thread-safe. */
public final class BytesOut {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_LONG_BYTES = 10;

    private byte[] bytes = new byte[512];
    private int size;

    /** Forgets what was written. */
    public BytesOut reset() {
        size = 0;
        return this;
    }

    /** What was written is here, from 0 to {@link #size}, until the next write. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeLong(long value) {
        room(MAX_LONG_BYTES);
        size = put(size, (value << 1) ^ (value >> 63));
    }

    /**
     * Values at ascending places, each as the step from the place before it and the value: two bytes where both are
     * below 128. The first place is not written.
     *
     * @param values zero or above
     * @param n how many of each count
     */
    public void writeSteps(int[] places, long[] values, int n) {
        room(2 * MAX_LONG_BYTES * n);
        byte[] out = bytes;
        int at = size;
        for (int i = 0; i < n; i++) {
            long step = i == 0 ? 0 : places[i] - (long) places[i - 1];
            long value = values[i];
            if ((step | value) >>> 7 == 0) {
                out[at] = (byte) step;
                out[at + 1] = (byte) value;
                at += 2;
            } else {
                at = put(put(at, step), value);
            }
        }
        size = at;
    }

    /** Seven bits a byte, the lowest first; the highest bit says that there are more. */
    private int put(int from, long unsigned) {
        long n = unsigned;
        int at = from;
        while ((n & ~0x7fL) != 0) {
            bytes[at++] = (byte) (n | 0x80);
            n >>>= 7;
        }
        bytes[at++] = (byte) n;
        return at;
    }

    public void writeFixedLong(long value) {
        room(Long.BYTES);
        BIG_ENDIAN.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** A length and as many bytes: an Avro string, if they are UTF-8. */
    public void writeBytes(byte[] value) {
        writeLong(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
