package io.tachograph.simulator;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/** Closes a connection whose client may still be sending: says the end at once, listens a while, then closes. */
final class Lingering {
    private static final long SECONDS = 5;

    private Lingering() {}

    static void close(ChannelHandlerContext ctx) {
        if (ctx.channel() instanceof DuplexChannel channel) {
            var unused = channel.shutdownOutput();
        }
        Runnable close = () -> {
            var unused = ctx.close();
        };
        var unused = ctx.executor().schedule(close, SECONDS, TimeUnit.SECONDS);
    }
}
