package io.tachograph.client.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.tachograph.client.http.arrival.KernelStampedReads;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * First in the pipeline, next to the socket: knows when the bytes that are now being handled arrived, before anything else
 * sees them. That is what the kernel says where it says it, and else the clock when they were read.
 */
final class SocketStamps extends ChannelDuplexHandler {
    private final List<LiveExchange> unsent = new ArrayList<>(1);
    private final @Nullable KernelStampedReads reads;
    private boolean byKernel;
    private long arrivalNanos;
    private long readNanos;

    /** @param reads the connection's reads as far as the kernel stamps them */
    SocketStamps(@Nullable KernelStampedReads reads) {
        this.reads = reads;
    }

    /** The next flush hands the first byte of {@code exchange} to the socket. */
    void arm(LiveExchange exchange) {
        unsent.add(exchange);
    }

    /** Whether the stamp is the kernel's. */
    boolean byKernel() {
        return byKernel;
    }

    /**
     * When the bytes arrived, which was not before {@code nanos}: a stamp that says so is wrong, and the clock's reading
     * takes its place.
     *
     * <p>On a connection that several exchanges share, a read in good time may begin with a packet for another one from
     * before this one was sent, and have its stamp. It says no more than that these bytes came between the two; so they
     * have the reading, too late by {@link KernelStampedReads#PROMPT_NANOS} at most, and the stamp stays as good as any.
     */
    long arrivalNanosAfter(long nanos) {
        if (!byKernel || arrivalNanos - nanos >= 0) {
            return arrivalNanos;
        }
        if (nanos - arrivalNanos <= KernelStampedReads.NOISE_NANOS) {
            return nanos;
        }
        if (readNanos - arrivalNanos <= KernelStampedReads.PROMPT_NANOS) {
            return readNanos - nanos > 0 ? readNanos : nanos;
        }
        byKernel = false;
        arrivalNanos = readNanos;
        refused();
        return arrivalNanos;
    }

    private void refused() {
        if (reads != null) {
            reads.refuse();
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (!unsent.isEmpty()) {
            long now = System.nanoTime();
            for (int i = 0; i < unsent.size(); i++) {
                unsent.get(i).sent(now);
            }
            unsent.clear();
        }
        ctx.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (reads != null && reads.stamped()) {
            byKernel = true;
            arrivalNanos = reads.arrivalNanos();
            readNanos = reads.readNanos();
        } else {
            readNow();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        // The end of an answer that only the close delimits is seen now; the kernel stamps no ends.
        readNow();
        ctx.fireChannelInactive();
    }

    private void readNow() {
        byKernel = false;
        readNanos = System.nanoTime();
        arrivalNanos = readNanos;
    }
}
