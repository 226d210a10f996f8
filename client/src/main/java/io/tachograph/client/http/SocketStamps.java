package io.tachograph.client.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;

/** First in the pipeline, next to the socket: reads the clock before anything else sees the bytes. */
final class SocketStamps extends ChannelDuplexHandler {
    private final List<LiveExchange> unsent = new ArrayList<>(1);
    private long lastReadNanos;

    /** The next flush hands the first byte of {@code exchange} to the socket. */
    void arm(LiveExchange exchange) {
        unsent.add(exchange);
    }

    /** When the bytes that are now being handled were read. */
    long lastReadNanos() {
        return lastReadNanos;
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
        lastReadNanos = System.nanoTime();
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        // The end of an answer that only the close delimits was read now.
        lastReadNanos = System.nanoTime();
        ctx.fireChannelInactive();
    }
}
