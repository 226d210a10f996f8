package io.tachograph.client.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Last in the pipeline until a connection stands: errors go the way of the connect and handshake futures alone. */
@Sharable
final class Unestablished extends ChannelInboundHandlerAdapter {
    static final Unestablished INSTANCE = new Unestablished();

    private Unestablished() {}

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Told by the future.
    }
}
