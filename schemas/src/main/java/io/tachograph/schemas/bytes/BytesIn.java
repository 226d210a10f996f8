package io.tachograph.schemas.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads numbers of Avro's binary encoding out of an array. Takes and refuses exactly what Avro's own decoder takes and
 * refuses: a number may be longer than it needs to be, up to 5 bytes for an {@code int} and 10 for a {@code long}, and
 * bits beyond its width are ignored.
 *
 * <p>Not thread-safe. Every method throws {@link IOException} when the bytes end too early or are no such number.
 */
public final class BytesIn {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_INT_SHIFT = 28;
    private static final int MAX_LONG_SHIFT = 63;

    private byte[] bytes = {};
    private int position;
    private int end;

    /** Goes to {@code from} in an array and ends before {@code to}. The array is not copied. */
    public BytesIn over(byte[] array, int from, int to) {
        bytes = array;
        position = from;
        end = to;
        return this;
    }

    /** Where the next byte is read. */
    public int position() {
        return position;
    }

    public boolean atEnd() {
        return position == end;
    }

    public int readInt() throws IOException {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            int n = bytes[at];
            return (n >>> 1) ^ -(n & 1);
        }
        int n = 0;
        for (int shift = 0; shift <= MAX_INT_SHIFT; shift += 7) {
            byte b = next();
            n |= (b & 0x7f) << shift;
            if (b >= 0) {
                return (n >>> 1) ^ -(n & 1);
            }
        }
        throw new IOException("an int of more than 5 bytes");
    }

    public long readLong() throws IOException {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            long n = bytes[at];
            return (n >>> 1) ^ -(n & 1);
        }
        long n = 0;
        for (int shift = 0; shift <= MAX_LONG_SHIFT; shift += 7) {
            byte b = next();
            n |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return (n >>> 1) ^ -(n & 1);
            }
        }
        throw new IOException("a long of more than 10 bytes");
    }

    /** Eight bytes as they are, the highest first. */
    public long readFixedLong() throws IOException {
        int at = position;
        skip(Long.BYTES);
        return (long) BIG_ENDIAN.get(bytes, at);
    }

    /** A byte that is one; any other is false. */
    public boolean readBoolean() throws IOException {
        return next() == 1;
    }

    /** A number from 0 to {@code bound} − 1: an enum's symbol, a union's branch. */
    public int readBelow(int bound) throws IOException {
        int n = readInt();
        if (n < 0 || n >= bound) {
            throw new IOException("symbol or branch " + n + " of " + bound);
        }
        return n;
    }

    /** Reads a length and passes over as many bytes. */
    public void skipString() throws IOException {
        skip(readLong());
    }

    public void skip(long n) throws IOException {
        if (n < 0) {
            throw new IOException("a negative length");
        }
        if (n > end - position) {
            throw new EOFException("the bytes end before the record does");
        }
        position += (int) n;
    }

    private byte next() throws IOException {
        if (position >= end) {
            throw new EOFException("the bytes end before the record does");
        }
        return bytes[position++];
    }
}
