package io.tachograph.client.http.arrival;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/** One read after the other of a connection whose packets and clocks are the test's. */
public final class HandRead {
    public final StampCounts counts = new StampCounts();
    private final PacketQueue socket = new PacketQueue();
    private long nowNanos;
    private final KernelStampedReads reads = new KernelStampedReads(
            0,
            socket,
            new WallClockOffset(() -> nowNanos, () -> nowNanos),
            counts,
            new AdaptiveRecvByteBufAllocator(64, 1024, 1024));

    public KernelStampedReads reads() {
        return reads;
    }

    /** A packet of 100 bytes. */
    public HandRead arrive(long nanos) {
        socket.arrive(nanos, 100);
        return this;
    }

    /** Reads as much as one read takes. */
    @SuppressWarnings("deprecation")
    public void readAt(long nanos) {
        nowNanos = nanos;
        RecvByteBufAllocator.ExtendedHandle handle = (RecvByteBufAllocator.ExtendedHandle) reads.newHandle();
        ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
        handle.lastBytesRead(socket.take(buffer.writableBytes()));
        buffer.release();
    }
}
