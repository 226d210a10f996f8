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
        long n = (value << 1) ^ (value >> 63);
        int at = size;
        while ((n & ~0x7fL) != 0) {
            bytes[at++] = (byte) (n | 0x80);
            n >>>= 7;
        }
        bytes[at++] = (byte) n;
        size = at;
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
