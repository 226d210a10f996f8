package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * One buffer into which all plain connections of an event loop read: always the same few lines of the processor's cache,
 * instead of new ones for every token. Whoever keeps such a buffer beyond the read, as Netty does with half a head, keeps
 * it, and the next read gets another. Used by one thread.
 */
final class SharedReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int BYTES = 32 * 1024;

    private ByteBuf shared = Unpooled.EMPTY_BUFFER;
    private boolean closed;

    // Netty 4.2 has kept this way to change where reads go, though it has deprecated it.
    @Override
    @SuppressWarnings("deprecation")
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return BYTES;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator alloc) {
                return lend(alloc);
            }
        };
    }

    private ByteBuf lend(ByteBufAllocator alloc) {
        if (closed) {
            return alloc.directBuffer(BYTES);
        }
        if (shared.capacity() == 0 || shared.refCnt() > 1) {
            shared.release();
            shared = alloc.directBuffer(BYTES);
        }
        return shared.clear().retain();
    }

    /** The connections of the loop are being closed. */
    void close() {
        closed = true;
        shared.release();
        shared = Unpooled.EMPTY_BUFFER;
    }
}
