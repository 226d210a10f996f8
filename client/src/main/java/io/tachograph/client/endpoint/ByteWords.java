package io.tachograph.client.endpoint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes at a time: the bytes of a stream are searched for the few that mean something, and this is several
 * times as fast as looking at each. A mark is a word with the top bit of a byte set; only its lowest mark is certain,
 * because a borrow may set more above it.
 */
final class ByteWords {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    static final long TOPS = 0x8080_8080_8080_8080L;

    private ByteWords() {}

    /** The eight bytes from there on, the first one lowest. */
    static long at(byte[] bytes, int index) {
        return (long) WORDS.get(bytes, index);
    }

    /** Marks the bytes from 0 to {@code limit - 1}, for a limit of at most 128. */
    static long below(long word, int limit) {
        return (word - ONES * limit) & ~word & TOPS;
    }

    /** Marks the bytes that are this one, which is from 0 to 127. */
    static long equal(long word, int wanted) {
        return below(word ^ ONES * wanted, 1);
    }

    /** Which byte the lowest mark is at, 8 for none. */
    static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
