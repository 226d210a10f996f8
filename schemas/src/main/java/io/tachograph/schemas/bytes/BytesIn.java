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
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
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

    /** Bytes that are left. */
    public int remaining() {
        return end - position;
    }

    public boolean atEnd() {
        return position == end;
    }

    public int readInt() throws IOException {
        int at = position;
        if (end - at >= 2) {
            byte first = bytes[at];
            if (first >= 0) {
                position = at + 1;
                return signed(first);
            }
            byte second = bytes[at + 1];
            if (second >= 0) {
                position = at + 2;
                return signed((first & 0x7f) | (second << 7));
            }
        }
        int n = 0;
        for (int shift = 0; shift <= MAX_INT_SHIFT; shift += 7) {
            byte b = next();
            n |= (b & 0x7f) << shift;
            if (b >= 0) {
                return signed(n);
            }
        }
        throw new IOException("an int of more than 5 bytes");
    }

    public long readLong() throws IOException {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            return signed(bytes[at]);
        }
        if (end - at >= Long.BYTES) {
            // Eight bytes at once: the last of the number is the first without its highest bit.
            long eight = (long) LITTLE_ENDIAN.get(bytes, at);
            long last = ~eight & 0x8080808080808080L;
            if (last != 0) {
                int bits = Long.numberOfTrailingZeros(last) + 1;
                position = at + (bits >>> 3);
                return signed(sevens(eight & (-1L >>> (Long.SIZE - bits))));
            }
        }
        long n = 0;
        for (int shift = 0; shift <= MAX_LONG_SHIFT; shift += 7) {
            byte b = next();
            n |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return signed(n);
            }
        }
        throw new IOException("a long of more than 10 bytes");
    }

    /** Seven bits of each of eight bytes, side by side: pairs first, then pairs of pairs. */
    private static long sevens(long eight) {
        long n = eight & 0x7f7f7f7f7f7f7f7fL;
        n = (n & 0x007f007f007f007fL) | ((n & 0x7f007f007f007f00L) >>> 1);
        n = (n & 0x00003fff00003fffL) | ((n & 0x3fff00003fff0000L) >>> 2);
        return (n & 0x000000000fffffffL) | ((n & 0x0fffffff00000000L) >>> 4);
    }

    private static int signed(int n) {
        return (n >>> 1) ^ -(n & 1);
    }

    private static long signed(long n) {
        return (n >>> 1) ^ -(n & 1);
    }

    /** Reads {@code n} ints into an array. */
    public void readInts(int[] into, int from, int n) throws IOException {
        byte[] in = bytes;
        int at = position;
        for (int i = from; i < from + n; i++) {
            if (end - at >= 2) {
                byte first = in[at];
                byte second = in[at + 1];
                if (first >= 0 || second >= 0) {
                    into[i] = signed(first >= 0 ? first : (first & 0x7f) | (second << 7));
                    at += first >= 0 ? 1 : 2;
                    continue;
                }
            }
            position = at;
            into[i] = readInt();
            at = position;
        }
        position = at;
    }

    /** Reads {@code n} longs into an array. */
    public void readLongs(long[] into, int from, int n) throws IOException {
        byte[] in = bytes;
        int at = position;
        for (int i = from; i < from + n; i++) {
            if (at < end && in[at] >= 0) {
                into[i] = signed((long) in[at++]);
                continue;
            }
            position = at;
            into[i] = readLong();
            at = position;
        }
        position = at;
    }

    /**
     * Reads what {@link BytesOut#writeSteps} wrote, and adds each value at its place.
     *
     * @param into has room for all places
     * @param first place of the first value
     */
    public void addSteps(long[] into, int first, int n) throws IOException {
        byte[] in = bytes;
        int at = position;
        int place = first;
        for (int i = 0; i < n; i++) {
            if (end - at >= 2 && (in[at] | in[at + 1]) >= 0) {
                place += in[at];
                into[place] += in[at + 1];
                at += 2;
            } else {
                position = at;
                place += (int) readUnsigned();
                into[place] += readUnsigned();
                at = position;
            }
        }
        position = at;
    }

    private long readUnsigned() throws IOException {
        long n = readLong();
        return (n << 1) ^ (n >> (Long.SIZE - 1));
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
