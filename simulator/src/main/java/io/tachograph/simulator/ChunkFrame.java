package io.tachograph.simulator;

import io.netty.buffer.ByteBuf;

/** One chunk of a chunked HTTP body, framed in the buffer that holds its data. The size has leading zeros. */
final class ChunkFrame {
    private static final int SIZE_DIGITS = 8;
    private static final int CR_LF = ('\r' << 8) | '\n';
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private ChunkFrame() {}

    /** Leaves room for the size at the start of an empty buffer. */
    static ByteBuf open(ByteBuf empty) {
        return empty.writeZero(SIZE_DIGITS).writeShort(CR_LF);
    }

    /** Fills in the size of what was written since and ends the chunk. */
    static ByteBuf close(ByteBuf chunk) {
        int size = chunk.writerIndex() - SIZE_DIGITS - 2;
        for (int digit = 0; digit < SIZE_DIGITS; digit++) {
            chunk.setByte(digit, HEX[(size >>> (4 * (SIZE_DIGITS - 1 - digit))) & 0xF]);
        }
        return chunk.writeShort(CR_LF);
    }
}
